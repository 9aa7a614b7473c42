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
            int read;
            do {
                read = System.in.read();
            } while (read >= 0);
            System.out.println("closing " + database.machine());
        }
    }
}
