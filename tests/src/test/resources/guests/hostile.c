// A guest that does harm when it is told to: the wave's method says which. Nothing but the ABI of Hyperspace, in C.

typedef unsigned int u32;
typedef unsigned long long u64;
typedef unsigned char u8;

#define HOST(name) __attribute__((import_module("hyperspace"), import_name(#name)))
#define GUEST(name) __attribute__((export_name(#name)))

HOST(state_get) u64 state_get(const char *key, u32 length);
HOST(state_put) void state_put(const char *key, u32 key_length, const char *value, u32 value_length);

// Buffers are handed out one after the other; when the last one has come back, from the start again.
static u8 buffers[16384];
static u32 used, handed_out;

// How many waves this instance has seen; volatile, so that a loop over it is not optimised away.
static volatile u32 waves;

GUEST(hyperspace_alloc) u8 *hyperspace_alloc(u32 length) {
    if (length > sizeof buffers - used) {
        return 0;
    }
    u8 *buffer = buffers + used;
    used += length;
    handed_out++;
    return buffer;
}

GUEST(hyperspace_free) void hyperspace_free(const u8 *buffer, u32 length) {
    if (--handed_out == 0) {
        used = 0;
    }
}

GUEST(hyperspace_init) u32 hyperspace_init(const u8 *start, u32 length) {
    hyperspace_free(start, length);
    return 0;
}

static int names(const u8 *frame, u32 length, const char *method) {
    for (u32 at = 0; at < length; at++) {
        u32 same = 0;
        while (method[same] && at + same < length && frame[at + same] == (u8) method[same]) {
            same++;
        }
        if (!method[same]) {
            return 1;
        }
    }
    return 0;
}

// {"kind":"Pong","body":{"kind":"Text","value":…}} for a text of less than 24 bytes.
static u64 pong(const u8 *text, u32 length) {
    static const char head[] = "\xa2\x64kind\x64Pong\x64" "body\xa2\x64kind\x64Text\x65value";
    u32 size = sizeof head - 1;
    u8 *out = hyperspace_alloc(size + 1 + length);
    for (u32 i = 0; i < size; i++) {
        out[i] = (u8) head[i];
    }
    out[size] = (u8) (0x60 + length);
    for (u32 i = 0; i < length; i++) {
        out[size + 1 + i] = text[i];
    }
    return (u64) (u32) out << 32 | (size + 1 + length);
}

static u64 value(void) {
    u64 given = state_get("key", 3);
    const u8 *text = (const u8 *) (u32) (given >> 32);
    u64 answer = pong(text, (u32) given);
    if (given) {
        hyperspace_free(text, (u32) given);
    }
    return answer;
}

static void grow(void) {
    for (;;) {
        // What is refused is used all the same: page -1 lies outside of every memory that is allowed here.
        u32 page = (u32) __builtin_wasm_memory_grow(0, 1);
        *(volatile u8 *) (page << 16) = 1;
    }
}

GUEST(hyperspace_wave) u64 hyperspace_wave(const u8 *frame, u32 length) {
    waves++;
    if (names(frame, length, "Ext<Put>")) {
        state_put("key", 3, "before", 6);
    } else if (names(frame, length, "Ext<PutAndTrap>")) {
        state_put("key", 3, "after", 5);
        __builtin_trap();
    } else if (names(frame, length, "Ext<PutAndLoop>")) {
        state_put("key", 3, "after", 5);
        for (;;) {
            waves++;
        }
    } else if (names(frame, length, "Ext<Grow>")) {
        grow();
    } else if (names(frame, length, "Ext<Waves>")) {
        u8 digit = (u8) ('0' + waves % 10);
        hyperspace_free(frame, length);
        return pong(&digit, 1);
    }
    hyperspace_free(frame, length);
    return value();
}
