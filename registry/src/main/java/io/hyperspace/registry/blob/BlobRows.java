package io.hyperspace.registry.blob;

import io.hyperspace.provision.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Content as rows: one for its size, and one for each chunk of it. */
final class BlobRows {

    private final int chunkSize;

    BlobRows(int chunkSize) {
        this.chunkSize = chunkSize;
    }

    static boolean isThere(Connection connection, Digest digest) throws SQLException {
        return size(connection, digest) >= 0;
    }

    private static long size(Connection connection, Digest digest) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT size FROM blob WHERE digest = ?")) {
            select.setString(1, digest.hex());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : -1;
            }
        }
    }

    void insert(Connection connection, Digest digest, byte[] bytes) throws SQLException {
        try (PreparedStatement blob = connection.prepareStatement("INSERT INTO blob (digest, size) VALUES (?, ?)")) {
            blob.setString(1, digest.hex());
            blob.setLong(2, bytes.length);
            blob.executeUpdate();
        }
        try (PreparedStatement chunk =
                connection.prepareStatement("INSERT INTO blob_chunk (digest, number, bytes) VALUES (?, ?, ?)")) {
            for (int start = 0; start < bytes.length; start += chunkSize) {
                int length = Math.min(chunkSize, bytes.length - start);
                chunk.setString(1, digest.hex());
                chunk.setInt(2, start / chunkSize);
                chunk.setBytes(3, java.util.Arrays.copyOfRange(bytes, start, start + length));
                chunk.executeUpdate();
            }
        }
    }

    /** The bytes, not yet compared with the digest; null when there are none. */
    static byte @Nullable [] read(Connection connection, Digest digest) throws SQLException {
        long size = size(connection, digest);
        if (size < 0) {
            return null;
        }
        byte[] bytes = new byte[Math.toIntExact(size)];
        int filled = 0;
        try (PreparedStatement select =
                connection.prepareStatement("SELECT bytes FROM blob_chunk WHERE digest = ? ORDER BY number")) {
            select.setString(1, digest.hex());
            try (ResultSet row = select.executeQuery()) {
                while (row.next() && filled < bytes.length) {
                    filled += fill(bytes, filled, row.getBinaryStream(1));
                }
            }
        }
        return bytes;
    }

    private static int fill(byte[] bytes, int from, InputStream chunk) throws SQLException {
        try (chunk) {
            return chunk.readNBytes(bytes, from, bytes.length - from);
        } catch (IOException e) {
            throw new SQLException("a chunk could not be read", e);
        }
    }
}
