package dev.millrace.script.child;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Both directions between two processes. Any thread may write, one reads. */
final class Pipe {
    private final DataInputStream in;
    private final DataOutputStream out; // guarded by itself

    Pipe(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in));
        this.out = new DataOutputStream(new BufferedOutputStream(out));
    }

    void write(Frame frame) throws IOException {
        synchronized (out) {
            frame.writeTo(out);
        }
    }

    Frame read() throws IOException {
        return Frame.readFrom(in);
    }
}
