package io.hyperspace.registry;

import io.hyperspace.registry.database.Database;
import io.hyperspace.registry.directory.DirectoryCommand;
import io.hyperspace.registry.directory.DirectoryId;
import io.hyperspace.registry.index.Index;
import io.hyperspace.registry.index.IndexRow;
import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.point.Point;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds the way from a point to its directory, by the index. What the directory then says counts. */
final class Resolver {

    private final Database database;

    Resolver(Database database) {
        this.database = database;
    }

    /** The directory that holds the record of a point; 404 when it cannot have one. */
    CompletionStage<DirectoryId> directoryOf(Point point) {
        Point parent = point.parent();
        if (parent == null) {
            return CompletableFuture.completedFuture(DirectoryId.ROOT);
        }
        List<Point> both = List.of(parent, point);
        return database.query(connection -> {
            Map<Point, IndexRow> rows = new Index(connection).rows(both);
            IndexRow row = rows.get(point);
            IndexRow above = rows.get(parent);
            if (row != null) {
                return row.heldBy();
            }
            if (above == null) {
                throw Faults.noSuchPoint(point.toString()).toException();
            }
            return DirectoryId.holding(point, above.incarnation(), above.wide());
        });
    }

    /** The row of a point; 404 when there is none. */
    CompletionStage<IndexRow> row(Point point) {
        return database.query(connection -> {
            IndexRow row = new Index(connection).rows(List.of(point)).get(point);
            if (row == null) {
                throw Faults.noSuchPoint(point.toString()).toException();
            }
            return row;
        });
    }

    /** A parent as a directory is told of it. */
    static DirectoryCommand.Parent parent(IndexRow row) {
        return new DirectoryCommand.Parent(row.point(), row.incarnation(), row.heldBy());
    }

    static <T> CompletionStage<T> refuse(Fault fault) {
        return CompletableFuture.failedFuture(fault.toException());
    }
}
