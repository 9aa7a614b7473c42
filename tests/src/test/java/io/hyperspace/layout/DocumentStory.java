package io.hyperspace.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.behaviour.CommandLine.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles are published at one Machine and read at every other. */
interface DocumentStory extends Story {

    private void series(String space) {
        turns().run("create " + space + "<Space>");
        turns().run("create " + space + ":repo<Repo>");
        turns().run("create " + space + ":repo:site<BundleSeries>");
    }

    @Test
    default void whatIsPublishedAtOneMachineIsReadAtEveryOther(@TempDir Path folder) throws IOException {
        series("press");
        Files.writeString(Files.createDirectory(folder.resolve("html")).resolve("index.html"), "<p>hello");
        Files.writeString(folder.resolve("read.me"), "x".repeat(200_000));
        String bundle = "press:repo:site:1.0.0";

        Outcome published = turns().line().run("publish", folder.toString(), bundle);
        assertThat(published.exit()).as("%s", published).isZero();

        for (Door door : turns().all()) {
            Outcome page = door.line().run("exec", "get " + bundle + ":/html/index.html");
            assertThat(page.out()).as(door.name()).contains("<p>hello");
            assertThat(door.port()
                            .command("get " + bundle + ":/read.me{ size }")
                            .body()
                            .at("/result/size")
                            .asInt())
                    .as(door.name())
                    .isEqualTo(200_000);
        }
        assertThat(turns().select(bundle + ":/**")).contains(bundle + ":/html/index.html", bundle + ":/read.me");
    }

    @Test
    default void aVersionIsPublishedOnceAndWhatIsWrongNotAtAll(@TempDir Path folder) throws IOException {
        series("shelf");
        Files.writeString(folder.resolve("a.txt"), "first");
        String point = "shelf:repo:site:1.0.0";
        assertThat(turns().line().run("publish", folder.toString(), point).exit())
                .isZero();

        Files.writeString(folder.resolve("a.txt"), "second");
        Outcome again = turns().line().run("publish", folder.toString(), point);
        assertThat(again.err()).startsWith("error[E0625]");
        Outcome noSeries = turns().line().run("publish", folder.toString(), "shelf:repo:none:1.0.0");
        assertThat(noSeries.err()).startsWith("error[E0623]");

        Files.writeString(folder.resolve("broken.bind"), "Bind(version=1.0.0) {");
        Outcome broken = turns().line().run("publish", folder.toString(), "shelf:repo:site:1.0.1");
        assertThat(broken.exit()).isEqualTo(64);
        assertThat(broken.err()).contains("broken.bind");
        assertThat(turns().port()
                        .publish("no zip".getBytes(StandardCharsets.UTF_8), "shelf:repo:site:1.0.2")
                        .code())
                .isEqualTo("E0610");
        assertThat(turns().select("shelf:repo:site:*")).isEqualTo(List.of(point));
        assertThat(turns().run("get " + point + ":/a.txt").asText()).isEqualTo("first");
    }
}
