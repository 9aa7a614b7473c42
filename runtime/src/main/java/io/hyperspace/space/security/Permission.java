package io.hyperspace.space.security;

/** One thing that an agent may do; the first three concern a particle's children. */
public enum Permission {
    CREATE('c', 1 << 0),
    SELECT('s', 1 << 1),
    DELETE('d', 1 << 2),
    READ('r', 1 << 3),
    WRITE('w', 1 << 4),
    EXECUTE('x', 1 << 5);

    private final char letter;
    private final int bit;

    Permission(char letter, int bit) {
        this.letter = letter;
        this.bit = bit;
    }

    public char letter() {
        return letter;
    }

    int bit() {
        return bit;
    }
}
