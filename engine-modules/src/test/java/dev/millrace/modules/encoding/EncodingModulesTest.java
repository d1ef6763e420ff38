package dev.millrace.modules.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.module.Input;
import dev.millrace.module.Module;
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

    @ParameterizedTest(name = "{0} of \"{1}\"")
    @CsvSource({
        "md5,'',d41d8cd98f00b204e9800998ecf8427e",
        "md5,message digest,f96b697d7cb7938d525a2f31aaf161d0",
        "sha-1,'',da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "sha-1,abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq,84983e441c3bd26ebaae4aa1f95129e5e54670f1",
        "sha-256,'',e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "sha-256,abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq,"
                + "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        "sha-512,'',cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
                + "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"
    })
    void digest_is_that_of_rfc_1321_or_6234(String algorithm, String text, String expected) {
        hash(algorithm, text).run().hasOutput("result", expected);
    }

    @ParameterizedTest(name = "{0} of a million letters")
    @CsvSource({
        "md5,7707d6ae4e027c70eea2a935c2296f21",
        "sha-1,34aa973cd4c4daa4f61eeb2bdbad27316534016f",
        "sha-256,cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
        "sha-512,e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
                + "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b"
    })
    void digest_of_a_huge_text_is_the_published_one(String algorithm, String expected) {
        hash(algorithm, "a".repeat(1_000_000)).run().hasOutput("result", expected);
    }

    @ParameterizedTest(name = "hmac {0}")
    @CsvSource({
        "sha-1,b617318655057264e28bc0b6fb378c8ef146be00",
        "sha-256,b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        "sha-512,87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
                + "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"
    })
    void hmac_is_that_of_case_1_of_rfc_2202_or_4231(String algorithm, String expected) {
        hash(algorithm, "Hi There").with("key", "\u000b".repeat(20)).run().hasOutput("result", expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "md5,972d80f0bb04f9c49f75661a4aeb2df1",
        "sha-256,e973a1c1b41c5c9f4fbac31fcc311536dfffd003bfb914580455170a599953fa"
    })
    void digest_of_any_letters_is_that_of_their_utf_8(String algorithm, String expected) {
        hash(algorithm, "中文😀").run().hasOutput("result", expected);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"hash", "uuid", "url_codec", "base64"})
    void descriptor_s_options_all_run(String id) {
        Module module = EncodingModules.all().stream()
                .filter(candidate -> candidate.descriptor().id().equals(id))
                .findFirst()
                .orElseThrow();
        for (Input input : module.descriptor().inputs()) {
            for (String option : input.constraints().options()) {
                ModuleTester.of(module)
                        .with(module.descriptor().examples().get(0).parameters())
                        .with(input.id(), option)
                        .run()
                        .isDone();
            }
        }
    }

    @Test
    void hash_and_url_codec_need_a_text() {
        ModuleTester.of(new HashText()).run().failed().withMessageContaining("\"text\" is missing");
        ModuleTester.of(new UrlCodec()).run().failed().withMessageContaining("\"text\" is missing");
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

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"%FF", "a%C3", "%C0%AF", "%ED%A0%80"})
    void escapes_that_are_no_text_fail(String text) {
        url("decode", text).run().failed().withTitle("Not a text").withMessageContaining("UTF-8");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"%EF%BF%BD,\uFFFD", "%ef%bf%bd,\uFFFD", "中%20文,中 文", "%F0%9F%98%80,😀"})
    void escapes_of_any_character_are_read(String text, String expected) {
        url("decode", text).run().hasOutput("result", expected);
    }

    @Test
    void url_encoding_that_would_be_too_long_fails() {
        url("encode", "中".repeat(5_000_000)).run().failed().withTitle("Result too large");
    }

    private static ModuleTester hash(String algorithm, String text) {
        return ModuleTester.of(new HashText()).with("text", text).with("algorithm", algorithm);
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
