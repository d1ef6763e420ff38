package dev.millrace.modules.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.test.ModuleTester;
import dev.millrace.value.TextForm;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingModulesTest {
    @ParameterizedTest(name = "{0} <-> {1}")
    @CsvSource({"'',''", "a,YQ==", "Ann,QW5u", "中文,5Lit5paH", "😀,8J+YgA=="})
    void base64_goes_there_and_back(String text, String encoded) {
        base64("encode", text).run().hasOutput("result_text", encoded);
        base64("decode", encoded).run().hasOutput("result_text", text);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"编码,a,YQ==", "解码,YQ==,a"})
    void base64_has_its_legacy_labels(String operation, String text, String expected) {
        base64(operation, text).run().hasOutput("result_text", expected);
    }

    @Test
    void base64_encodes_if_nothing_is_said() {
        ModuleTester.of(new Base64Text()).with("source_text", "a").run().hasOutput("result_text", "YQ==");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"a", "####", "YQ=", "/w=="})
    void what_is_no_base64_text_fails(String text) {
        base64("decode", text).run().failed();
    }

    @Test
    void base64_needs_a_text_and_a_known_operation() {
        ModuleTester.of(new Base64Text()).run().failed().withMessageContaining("\"source_text\"");
        base64("shift", "a").run().failed().withMessageContaining("encode, decode");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "md5,900150983cd24fb0d6963f7d28e17f72",
        "MD5,900150983cd24fb0d6963f7d28e17f72",
        "sha-1,a9993e364706816aba3e25717850c26c9cd0d89d",
        "sha1,a9993e364706816aba3e25717850c26c9cd0d89d",
        "sha-256,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "SHA-256,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "sha-512,ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
    })
    void digest_of_abc_is_the_published_one(String algorithm, String expected) {
        ModuleTester.of(new HashText())
                .with("text", "abc")
                .with("algorithm", algorithm)
                .run()
                .hasOutput("result", expected);
    }

    @ParameterizedTest(name = "hmac {0}")
    @CsvSource({
        "md5,750c783e6ab0b503eaa86e310a5db738",
        "sha-1,effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        "sha-256,5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    })
    void hmac_is_that_of_the_rfc(String algorithm, String expected) {
        ModuleTester.of(new HashText())
                .with("text", "what do ya want for nothing?")
                .with("algorithm", algorithm)
                .with("key", "Jefe")
                .run()
                .hasOutput("result", expected);
    }

    @Test
    void digest_can_be_written_in_base64() {
        ModuleTester.of(new HashText())
                .with("text", "abc")
                .with("algorithm", "md5")
                .with("encoding", "base64")
                .run()
                .hasOutput("result", "kAFQmDzST7DWlj99KOF/cg==");
    }

    @Test
    void empty_text_has_a_digest() {
        ModuleTester.of(new HashText())
                .with("text", "")
                .with("algorithm", "md5")
                .run()
                .hasOutput("result", "d41d8cd98f00b204e9800998ecf8427e");
    }

    @Test
    void unknown_algorithm_and_encoding_fail() {
        ModuleTester.of(new HashText())
                .with("text", "a")
                .with("algorithm", "crc32")
                .run()
                .failed()
                .withMessageContaining("crc32", "sha-256");
        ModuleTester.of(new HashText())
                .with("text", "a")
                .with("encoding", "octal")
                .run()
                .failed()
                .withMessageContaining("hex, base64");
    }

    @Test
    void uuid_is_random_of_version_four_and_repeats_with_the_seed() {
        String first = uuid(7);
        String again = uuid(7);
        String other = uuid(8);

        UUID uuid = UUID.fromString(first);
        assertThat(uuid.version()).isEqualTo(4);
        assertThat(uuid.variant()).isEqualTo(2);
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void uuid_without_hyphens_has_32_digits() {
        Object uuid = ModuleTester.of(new Uuid()).with("hyphens", false).run().output("result");

        assertThat((String) uuid).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest(name = "{0} form={2}")
    @CsvSource({
        "a b,a%20b,false",
        "a b,a+b,true",
        "a+b,a%2Bb,false",
        "~*-._,~%2A-._,false",
        "中,%E4%B8%AD,false",
        "'','',false"
    })
    void url_encoding_goes_there_and_back(String text, String encoded, boolean form) {
        url("encode", text).with("form", form).run().hasOutput("result", encoded);
        url("decode", encoded).with("form", form).run().hasOutput("result", text);
    }

    @Test
    void plus_stays_a_plus_outside_forms() {
        url("decode", "a+b").run().hasOutput("result", "a+b");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"编码,a b,a%20b", "解码,a%20b,a b"})
    void url_codec_has_chinese_labels(String operation, String text, String expected) {
        url(operation, text).run().hasOutput("result", expected);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"%", "%4", "%zz", "100% sure"})
    void broken_escape_fails_and_says_how_to_write_it(String text) {
        url("decode", text).run().failed().withMessageContaining("%25");
    }

    private static String uuid(long seed) {
        return TextForm.of(ModuleTester.of(new Uuid()).seed(seed).run().output("result"));
    }

    private static ModuleTester base64(String operation, String text) {
        return ModuleTester.of(new Base64Text()).with("operation", operation).with("source_text", text);
    }

    private static ModuleTester url(String operation, String text) {
        return ModuleTester.of(new UrlCodec()).with("operation", operation).with("text", text);
    }
}
