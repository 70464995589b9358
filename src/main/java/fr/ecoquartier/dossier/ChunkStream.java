package fr.ecoquartier.dossier;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of a file one after the other, one query each: a file is written once, so nothing changes between two of them. */
final class ChunkStream extends InputStream {

    private final JdbcClient jdbc;
    private final UUID evidence;
    private long left;
    private int part;
    private byte[] chunk = new byte[0];
    private int position;

    ChunkStream(JdbcClient jdbc, UUID evidence, long size) {
        this.jdbc = jdbc;
        this.evidence = evidence;
        this.left = size;
    }

    @Override
    public int read() throws IOException {
        return next() ? chunk[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!next()) {
            return -1;
        }
        int read = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, into, offset, read);
        position += read;
        return read;
    }

    private boolean next() throws IOException {
        if (position < chunk.length) {
            return true;
        }
        if (left == 0) {
            return false;
        }
        try {
            chunk = jdbc.sql("select content from ecoquartier.evidence_chunk where evidence = ? and part = ?")
                    .params(evidence, part)
                    .query(byte[].class)
                    .optional()
                    .orElseThrow(() -> new EOFException("part " + part + " of " + evidence + " is missing"));
        } catch (DataAccessException unreachable) {
            throw new IOException(unreachable);
        }
        part++;
        position = 0;
        left -= chunk.length;
        return true;
    }
}
