package dev.millrace.modules.network;

import dev.millrace.egress.EgressException;
import dev.millrace.egress.HttpClient;
import dev.millrace.module.StepFailedException;
import dev.millrace.modules.host.MailServer;
import dev.millrace.modules.host.MailServer.Security;
import dev.millrace.value.Excerpt;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** One conversation with a mail server, over a socket to an address that was checked. For one thread, but for abort. */
final class SmtpConnection implements AutoCloseable {
    private static final String PREFIX = "mail.smtp.";

    private final MailServer server;
    private final int limitMillis;
    private final Socket socket = new Socket();
    private volatile boolean aborted;

    SmtpConnection(MailServer server, Duration limit) {
        this.server = server;
        this.limitMillis = (int) limit.toMillis();
    }

    /** Closes the socket, so that whatever waits for the server ends. Thread-safe. */
    void abort() {
        aborted = true;
        close();
    }

    /**
     * Sends a mail. Blocks.
     *
     * @throws EgressException if the server may not be reached, or there is none
     * @throws StepFailedException if it does not take the mail
     */
    void send(Mail mail, HttpClient client) throws EgressException {
        Session session = session(client);
        try (SMTPTransport transport =
                new SMTPTransport(session, new URLName("smtp", server.host(), server.port(), null, null, null))) {
            transport.connect(connected(client));
            MailMessage message = MailMessage.of(mail, session);
            transport.sendMessage(message, message.getAllRecipients());
        } catch (EgressException e) {
            throw e;
        } catch (AuthenticationFailedException e) {
            throw failed("Sign-in refused", "does not accept the user name and password");
        } catch (SendFailedException e) {
            throw failed("Mail refused", "refused the mail: " + Excerpt.of(withoutSecrets(e)));
        } catch (MessagingException | IOException e) {
            throw broken(e);
        }
    }

    private Session session(HttpClient client) {
        Properties settings = new Properties();
        boolean signsIn = !server.username().isEmpty();
        settings.put(PREFIX + "host", server.host());
        settings.put(PREFIX + "port", Integer.toString(server.port()));
        settings.put(PREFIX + "localhost", "localhost");
        settings.put(PREFIX + "auth", Boolean.toString(signsIn));
        settings.put(PREFIX + "user", server.username());
        settings.put(PREFIX + "timeout", Integer.toString(limitMillis));
        settings.put(PREFIX + "starttls.enable", Boolean.toString(server.security() == Security.STARTTLS));
        settings.put(PREFIX + "starttls.required", Boolean.toString(server.security() == Security.STARTTLS));
        settings.put(PREFIX + "ssl.checkserveridentity", "true");
        settings.put(PREFIX + "ssl.socketFactory", client.tls().getSocketFactory());
        return Session.getInstance(settings, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(server.username(), server.password());
            }
        });
    }

    private Socket connected(HttpClient client) throws IOException {
        InetAddress checked =
                client.checkedAddresses(server.host(), server.port()).get(0);
        // with its name, which the library asks the socket for and compares with the certificate
        InetAddress address = InetAddress.getByAddress(server.host(), checked.getAddress());
        socket.connect(new InetSocketAddress(address, server.port()), limitMillis);
        socket.setSoTimeout(limitMillis);
        if (server.security() != Security.TLS) {
            return socket;
        }
        SSLSocket secured =
                (SSLSocket) client.tls().getSocketFactory().createSocket(socket, server.host(), server.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private StepFailedException broken(Exception failure) {
        if (aborted) {
            return new StepFailedException("Cancelled", "the mail was cancelled before it was sent");
        }
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof SSLException) {
                return failed("TLS failed", "has no certificate that is trusted, or speaks no TLS");
            }
        }
        if (failure instanceof ConnectException) {
            return failed("Connection failed", "accepts no connections");
        }
        boolean lacksTls = String.valueOf(failure.getMessage()).contains("STARTTLS");
        return lacksTls
                ? failed("TLS failed", "offers no STARTTLS; set \"security\" to tls or none")
                : failed("Connection broken", "did not answer as a mail server does within " + limitMillis + " ms");
    }

    private static @Nullable Throwable next(Throwable failure) {
        return failure instanceof MessagingException told ? told.getNextException() : failure.getCause();
    }

    private StepFailedException failed(String title, String what) {
        return new StepFailedException(title, "the mail server " + server.host() + ":" + server.port() + " " + what);
    }

    /** What a server says may repeat what it was told. */
    private String withoutSecrets(SendFailedException refusal) {
        Exception next = refusal.getNextException();
        String told = String.valueOf(next == null ? refusal.getMessage() : next.getMessage());
        return server.password().isEmpty() ? told : told.replace(server.password(), "…");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new StepFailedException("Connection broken", "the connection could not be closed");
        }
    }
}
