package io.hyperspace.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

final class HeldUploadTest {

    private static final int LIMIT = 10;

    private final UploadMemory memory = new UploadMemory(15);

    @Test
    void bytesUpToTheRoomAreKeptAndCounted() {
        HeldUpload upload = new HeldUpload(LIMIT, LIMIT, memory);

        upload.add(ByteString.fromString("01234"));
        upload.add(ByteString.fromString("56789"));

        assertThat(memory.held()).isEqualTo(10);
        assertThat(upload.bytes()).asString().isEqualTo("0123456789");
    }

    @Test
    void aByteOverTheRoomIs413AndHoldsNothing() {
        HeldUpload upload = new HeldUpload(LIMIT, 4, memory);

        upload.add(ByteString.fromString("0123"));
        upload.add(ByteString.fromString("4"));
        upload.add(ByteString.fromString("5"));

        assertThat(memory.held()).isZero();
        assertThatThrownBy(upload::bytes).hasMessage("E0602: what a command uploads is larger than 10 bytes");
    }

    @Test
    void memoryThatOthersHoldIs429UntilItIsReleased() {
        HeldUpload first = new HeldUpload(LIMIT, LIMIT, memory);
        HeldUpload second = new HeldUpload(LIMIT, LIMIT, memory);
        first.add(ByteString.fromString("0123456789"));

        second.add(ByteString.fromString("012345"));
        first.release();
        HeldUpload third = new HeldUpload(LIMIT, LIMIT, memory);
        third.add(ByteString.fromString("0123456789"));

        assertThatThrownBy(second::bytes).hasMessageStartingWith("E0404: the memory for uploads is full");
        assertThat(third.bytes()).hasSize(10);
    }

    @Test
    void aReleaseGivesBackWhatWasTaken() {
        HeldUpload upload = new HeldUpload(LIMIT, LIMIT, memory);
        upload.add(ByteString.fromString("0123"));

        upload.release();

        assertThat(memory.held()).isZero();
    }
}
