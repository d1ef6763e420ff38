package dev.millrace.modules.network;

import dev.millrace.module.StepContext;
import dev.millrace.module.StepFailedException;
import dev.millrace.value.Excerpt;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a step wants to send, every address read and every line checked.
 *
 * @param html empty for a mail of plain text only
 */
record Mail(
        InternetAddress from,
        List<InternetAddress> to,
        List<InternetAddress> cc,
        List<InternetAddress> bcc,
        List<InternetAddress> replyTo,
        String subject,
        String text,
        String html,
        Instant date,
        String id) {
    private static final int MAX_RECIPIENTS = 100;

    /** @throws StepFailedException if an address is none, or a line would become two */
    static Mail of(StepContext step, String usualFrom) {
        String from = step.text("from", "").isBlank() ? usualFrom : step.text("from");
        List<InternetAddress> senders = addresses("from", from);
        if (senders.size() != 1) {
            throw new StepFailedException("Missing input", "input \"from\" must be one address, as in ann@example.com");
        }
        Mail mail = new Mail(
                senders.get(0),
                addresses("to", Call.required(step, "to")),
                addresses("cc", step.text("cc", "")),
                addresses("bcc", step.text("bcc", "")),
                addresses("reply_to", step.text("reply_to", "")),
                line("subject", step.text("subject", "")),
                step.text("text", ""),
                step.text("html", ""),
                step.now(),
                id(step, senders.get(0)));
        if (mail.recipients() > MAX_RECIPIENTS) {
            throw new StepFailedException(
                    "Too many recipients",
                    "the mail has " + mail.recipients() + " recipients, more than " + MAX_RECIPIENTS
                            + "; send several");
        }
        return mail;
    }

    private int recipients() {
        return to.size() + cc.size() + bcc.size();
    }

    private static List<InternetAddress> addresses(String input, String text) {
        String line = line(input, text).replace(';', ',');
        try {
            List<InternetAddress> addresses = new ArrayList<>();
            for (InternetAddress address : InternetAddress.parse(line, true)) {
                address.validate();
                address.setPersonal(address.getPersonal(), "UTF-8");
                addresses.add(address);
            }
            return List.copyOf(addresses);
        } catch (AddressException | UnsupportedEncodingException e) {
            throw new StepFailedException(
                    "Invalid address",
                    "input \"" + input + "\" is " + Excerpt.quoted(text)
                            + "; write ann@example.com or Ann <ann@example.com>");
        }
    }

    private static String line(String input, String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new StepFailedException(
                    "Invalid input",
                    "input \"" + input + "\" holds a line break or a control character; write one line");
        }
        return text;
    }

    /** The same for every attempt of the step, so that a mail which comes twice can be told. */
    private static String id(StepContext step, InternetAddress from) {
        String address = from.getAddress();
        UUID unique = UUID.nameUUIDFromBytes(step.idempotencyKey().getBytes(StandardCharsets.UTF_8));
        return "<" + unique + address.substring(address.lastIndexOf('@')) + ">";
    }
}
