package io.attn4j.dataset;

import io.attn4j.error.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mails of the SpamAssassin public corpus without their headers, as {@code ham} or {@code spam}. Of equal bodies the first is
 * kept. The first digit of the MD5 sum in a mail's name tells where it goes: c is for validation, d, e and f are for a test,
 * the others are trained on.
 *
 * @param source where they come from
 */
record MailDataSet(NpmPackage source) implements NamedDataSet {
    /** The corpus. */
    static final MailDataSet SPAM_ASSASSIN = new MailDataSet(TextDataSet.STDLIB);

    private static final Pattern MAIL = Pattern.compile(
            "package/spam-assassin/data/(easy-ham-1|easy-ham-2|hard-ham-1|spam-1|spam-2)/([0-9]+\\.([0-9a-f])[0-9a-f]+)\\.txt");

    @Override
    public String name() {
        return "spam-assassin";
    }

    @Override
    public String description() {
        return "bodies of mails of the SpamAssassin public corpus, spam or ham, equal ones once; held out by the MD5 sum in"
                + " their names, c for validation, d to f for a test";
    }

    @Override
    public String licence() {
        return TextDataSet.PUBLIC + "; copyright of the mails remains with their senders";
    }

    @Override
    public List<PreparedFile> prepare(Path archive, Path folder) throws IOException {
        DocumentSplit documents = new DocumentSplit();
        Set<String> seen = new HashSet<>();
        Map<String, byte[]> mails =
                NpmPackage.files(archive, path -> MAIL.matcher(path).matches());
        if (mails.isEmpty()) {
            throw new InvalidInputException(archive.toString(), "no mails", "the archive of " + source, "another file");
        }
        mails.forEach((path, mail) -> {
            Matcher named = MAIL.matcher(path);
            String body = body(mail);
            if (named.matches() && !body.isBlank() && seen.add(body)) {
                char digit = named.group(3).charAt(0);
                String folderName = named.group(1);
                documents.add(
                        digit, folderName + "/" + named.group(2), folderName.contains("ham") ? "ham" : "spam", body);
            }
        });
        return documents.write(folder);
    }

    /** What comes after the first empty line: UTF-8, or else ISO 8859-1, without zero bytes. */
    static String body(byte[] mail) {
        int from = mail.length;
        for (int i = 0; i + 1 < mail.length; i++) {
            if (mail[i] == '\n' && (mail[i + 1] == '\n' || mail[i + 1] == '\r')) {
                from = mail[i + 1] == '\n' ? i + 2 : Math.min(mail.length, i + 3);
                break;
            }
        }
        ByteBuffer bytes = ByteBuffer.wrap(mail, from, mail.length - from);
        String body;
        try {
            body = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException other) {
            body = new String(mail, from, mail.length - from, StandardCharsets.ISO_8859_1);
        }
        return body.replace("\0", "");
    }
}
