package dev.millrace.modules.network;

import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Date;
import java.util.List;

/** A mail as it is sent, with an id of its step instead of one made of the machine's name. */
final class MailMessage extends MimeMessage {
    private static final String UTF_8 = "UTF-8";

    private final String id;

    private MailMessage(Session session, String id) {
        super(session);
        this.id = id;
    }

    static MailMessage of(Mail mail, Session session) throws MessagingException {
        MailMessage message = new MailMessage(session, mail.id());
        message.setFrom(mail.from());
        message.setRecipients(RecipientType.TO, array(mail.to()));
        message.setRecipients(RecipientType.CC, array(mail.cc()));
        message.setRecipients(RecipientType.BCC, array(mail.bcc()));
        if (!mail.replyTo().isEmpty()) {
            message.setReplyTo(array(mail.replyTo()));
        }
        message.setSubject(mail.subject(), UTF_8);
        message.setSentDate(Date.from(mail.date()));
        message.setBody(mail);
        message.saveChanges();
        return message;
    }

    private void setBody(Mail mail) throws MessagingException {
        if (mail.html().isEmpty()) {
            setText(mail.text(), UTF_8, "plain");
        } else if (mail.text().isEmpty()) {
            setText(mail.html(), UTF_8, "html");
        } else {
            // the reader takes the last it can show
            setContent(new MimeMultipart("alternative", part(mail.text(), "plain"), part(mail.html(), "html")));
        }
    }

    private static MimeBodyPart part(String text, String kind) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, kind);
        return part;
    }

    private static Address[] array(List<InternetAddress> addresses) {
        return addresses.toArray(Address[]::new);
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }
}
