package io.hyperspace.registry.database;

import io.hyperspace.registry.TestMachine;
import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that opens a database, says so, and keeps it until its input ends. */
final class DatabaseHolder {

    private DatabaseHolder() {}

    public static void main(String[] args) throws IOException {
        try (Database database = Database.open(TestMachine.config(Path.of(args[0]), ""))) {
            System.out.println("open");
            while (System.in.read() >= 0 && database.machine() != null) {
                continue;
            }
        }
    }
}
