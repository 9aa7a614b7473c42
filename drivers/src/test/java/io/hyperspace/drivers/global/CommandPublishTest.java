package io.hyperspace.drivers.global;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Pong;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

final class CommandPublishTest extends ExecutorTests {

    private static final String BIND = "Bind(version=1.0.0) { Route -> { Http<Get>/(.*) -> (()) => &; } }";
    private static final String MECHTRON = "Mechtron(version=1.0.0) { Wasm { +bin=.:/wasm/app.wasm; +name=app; } }";

    private static byte[] zip(Map<String, String> files) throws java.io.IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private void publishApp() throws Exception {
        run("create repo<Repo>");
        run("create repo:app<BundleSeries>");
        Map<String, String> files = Map.of(
                "bind/app.bind",
                BIND,
                "config/app.mechtron",
                MECHTRON,
                "config/durable.mechtron",
                MECHTRON.replaceFirst(" }$", " State { +durable=true; } }"),
                "wasm/app.wasm",
                "module",
                "html/index.html",
                "<h1>hello</h1>");
        assertDone(
                run(Agent.HYPERUSER, "publish ^[ app.zip ]-> repo:app:1.0.0", Map.of("app.zip", zip(files))),
                201,
                "{\"point\":\"repo:app:1.0.0\",\"kind\":\"Bundle\",\"status\":\"Ready\"}");
    }

    @Test
    void aBundleIsPublishedAndItsPageIsRead() throws Exception {
        publishApp();

        assertDone(run("get repo:app:1.0.0:/html/index.html"), 200, "\"<h1>hello</h1>\"");
        Pong pong = run("ping repo:app:1.0.0:/html/index.html Http<Get>");

        assertThat(pong.status()).isEqualTo(200);
        assertThat(pong.body().toString())
                .contains("\"status\":200", "text/html", "\"kind\":\"Bin\"", "PGgxPmhlbGxvPC9oMT4=");
    }

    @Test
    void publishNeedsItsSeriesItsUploadAndGoodDocuments() throws Exception {
        run("create repo<Repo>");

        assertRefused(run("publish ^[ app.zip ]-> repo:app:1.0.0"), 422, "E0623");
        run("create repo:app<BundleSeries>");
        assertRefused(run("publish ^[ app.zip ]-> repo:app:1.0.0"), 400, "E0713");
        Pong pong = run(
                Agent.HYPERUSER,
                "publish ^[ app.zip ]-> repo:app:1.0.0",
                Map.of("app.zip", zip(Map.of("bind/bad.bind", "Bind(version=1.0.0) { Rout }"))));
        assertThat(pong.status()).isEqualTo(400);
        assertThat(pong.body()).isInstanceOfSatisfying(Substance.Err.class, err -> assertThat(
                        String.valueOf(err.value().span()))
                .startsWith("bind/bad.bind:1:"));
    }

    @Test
    void aDocumentThatNamesAMissingModuleIsRefused() throws Exception {
        run("create repo<Repo>");
        run("create repo:app<BundleSeries>");

        assertRefused(
                run(
                        Agent.HYPERUSER,
                        "publish ^[ app.zip ]-> repo:app:1.0.0",
                        Map.of("app.zip", zip(Map.of("config/app.mechtron", MECHTRON)))),
                400,
                "E0621");
    }

    @Test
    void bindAndConfigMustNameWhatTheyAreFor() throws Exception {
        publishApp();
        run("create localhost<Space>");

        assertThat(run("set localhost{ +bind=repo:app:1.0.0:/bind/app.bind }").status())
                .isEqualTo(200);
        assertRefused(run("set localhost{ +bind=repo:app:1.0.0:/bind/none.bind }"), 404, "E0203");
        assertRefused(run("set localhost{ +bind=repo:app:1.0.0:/html/index.html }"), 422, "E0715");
        assertRefused(run("set localhost{ +bind='no point' }"), 400, "E0714");
        assertThat(run("create localhost:app<Mechtron>{ +config=repo:app:1.0.0:/config/app.mechtron }")
                        .status())
                .isEqualTo(201);
        assertRefused(run("create localhost:bad<Mechtron>{ +config=repo:app:1.0.0:/bind/app.bind }"), 422, "E0715");
        assertRefused(
                run("create localhost:kept<Mechtron>{ +config=repo:app:1.0.0:/config/durable.mechtron }"),
                422,
                "E0702");
        assertThat(run("set localhost{ +config=anything }").status()).isEqualTo(200);
    }

    @Test
    void aResultThatIsTooLargeIsRefused() throws Exception {
        run("create repo<Repo>");
        run("create repo:app<BundleSeries>");
        run(
                Agent.HYPERUSER,
                "publish ^[ app.zip ]-> repo:app:1.0.0",
                Map.of("app.zip", zip(Map.of("at", "x".repeat(2_000), "over", "x".repeat(2_001)))));

        assertThat(run("ping repo:app:1.0.0:/at Http<Get>").status()).isEqualTo(200);
        assertRefused(run("ping repo:app:1.0.0:/over Http<Get>"), 422, "E0712");
        assertRefused(run("get repo:app:1.0.0:/over"), 422, "E0712");
    }
}
