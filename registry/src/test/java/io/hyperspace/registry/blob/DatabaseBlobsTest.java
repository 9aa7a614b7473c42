package io.hyperspace.registry.blob;

import static io.hyperspace.registry.TestMachine.fault;
import static io.hyperspace.registry.TestMachine.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.provision.Digest;
import io.hyperspace.registry.TestMachine;
import io.hyperspace.registry.database.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class DatabaseBlobsTest {

    private static final String LIMITS = "hyperspace.blob { max-size = 10000, chunk-size = 1000, cache-size = 15000 }";

    @TempDir
    private Path data;

    private Database database;
    private DatabaseBlobs blobs;

    @BeforeEach
    void open() {
        database = Database.open(TestMachine.config(data, LIMITS));
        blobs = DatabaseBlobs.open(TestMachine.config(data, LIMITS), database);
    }

    @AfterEach
    void close() {
        blobs.close();
        database.close();
    }

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private Path cached(Digest digest) {
        return data.resolve("cache").resolve(digest.hex());
    }

    @Test
    void contentOfEverySizeComesBackAsItWas() {
        for (int length : new int[] {0, 1, 999, 1000, 1001, 9_999, 10_000}) {
            byte[] bytes = bytes(length, length);

            Digest digest = get(blobs.put(bytes));

            assertThat(digest).isEqualTo(Digest.of(bytes));
            assertThat(get(blobs.get(digest))).isEqualTo(bytes);
        }
    }

    @Test
    void contentOverTheLimitIsRefused() {
        CompletionStage<Digest> refused = blobs.put(new byte[10_001]);

        assertThat(fault(refused).status()).isEqualTo(413);
        assertThat(fault(refused).code()).isEqualTo("E0602");
    }

    @Test
    void equalContentIsStoredOnceEvenAtTheSameTime() throws SQLException {
        byte[] bytes = bytes(5_000, 1);

        List<CompletionStage<Digest>> puts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            puts.add(blobs.put(bytes));
        }

        assertThat(puts).allSatisfy(put -> assertThat(get(put)).isEqualTo(Digest.of(bytes)));
        assertThat(count("SELECT COUNT(*) FROM blob")).isEqualTo(1);
        assertThat(count("SELECT COUNT(*) FROM blob_chunk")).isEqualTo(5);
    }

    private int count(String sql) throws SQLException {
        return database.transaction(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    @Test
    void aDigestThatNobodyStoredIsNotFound() {
        assertThat(fault(blobs.get(Digest.of(new byte[] {1}))).status()).isEqualTo(404);
    }

    @Test
    void aDamagedFileInTheCacheIsFetchedAgain() throws IOException {
        byte[] bytes = bytes(2_500, 2);
        Digest digest = get(blobs.put(bytes));
        Files.write(cached(digest), new byte[] {1, 2, 3});

        assertThat(get(blobs.get(digest))).isEqualTo(bytes);
        assertThat(Files.readAllBytes(cached(digest))).isEqualTo(bytes);
    }

    @Test
    void theCacheForgetsWhatWasUsedLongestAgoAndTheDatabaseDoesNot() {
        Digest first = get(blobs.put(bytes(6_000, 1)));
        Digest second = get(blobs.put(bytes(6_000, 2)));
        get(blobs.get(first));
        get(blobs.put(bytes(6_000, 3)));

        assertThat(cached(first)).exists();
        assertThat(cached(second)).doesNotExist();
        assertThat(get(blobs.get(second))).isEqualTo(bytes(6_000, 2));
    }

    @Test
    void contentAndCacheAreThereAfterARestart() throws IOException {
        Digest digest = get(blobs.put(bytes(3_000, 4)));
        Files.write(data.resolve("cache").resolve("left-over.part"), new byte[] {1});
        close();

        open();

        assertThat(get(blobs.get(digest))).isEqualTo(bytes(3_000, 4));
        assertThat(data.resolve("cache").resolve("left-over.part")).doesNotExist();
        Files.delete(cached(digest));
        assertThat(get(blobs.get(digest))).isEqualTo(bytes(3_000, 4));
    }
}
