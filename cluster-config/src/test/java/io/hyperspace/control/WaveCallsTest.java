package io.hyperspace.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperspace.driver.Reply;
import io.hyperspace.space.error.Faults;
import io.hyperspace.space.security.Agent;
import io.hyperspace.space.substance.Substance;
import io.hyperspace.space.wave.Directed;
import io.hyperspace.space.wave.Handling;
import io.hyperspace.space.wave.Ping;
import io.hyperspace.space.wave.Ripple;
import io.hyperspace.space.wave.Signal;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WaveCallsTest {

    private static final int MAX_WAVE = 2_000;

    private final TestControl control;

    WaveCallsTest(@TempDir Path data) {
        this.control = new TestControl(data, """
                hyperspace.control { max-wave = 2000, timeout = 700ms }
                hyperspace.delivery { dedup-window = 1h, signal-time = 30m }
                """);
    }

    @BeforeEach
    void accept() {
        control.executor.accepted = CompletableFuture.completedFuture(null);
    }

    @AfterAll
    void stop() {
        control.close();
    }

    @Test
    void aPingIsAnsweredWithTheReflectedFrame() {
        RawHttp.Answer answer = post("{'kind':'Ping','to':'localhost:app','method':'Ext<Hello>','uri':'/a?b=1',"
                + "'headers':{'x':['y']},'body':{'kind':'Int','value':7},'from':'root','agent':'hyperuser'}");

        Directed wave = last(control.executor.pings);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/kind").asText()).isEqualTo("Pong");
        assertThat(answer.json().at("/of").asText()).isEqualTo(wave.id().toString());
        assertThat(answer.json().at("/status").asInt()).isEqualTo(200);
        assertThat(answer.json().at("/body/value").asText()).isEqualTo("pong of localhost:app");
        assertThat(wave.agent()).isEqualTo(Agent.HYPERUSER);
        assertThat(wave.from()).hasToString("<<central:jump[0]>>::waves");
        assertThat(wave.uri()).isEqualTo("/a?b=1");
        assertThat(wave.headers().first("x")).isEqualTo("y");
        assertThat(wave.body()).isEqualTo(new Substance.Int(7));
        assertThat(wave.head().handling()).isEqualTo(Handling.IMMEDIATE);
        assertThat(wave.deadline()).isBetween(System.currentTimeMillis() - 5_000, System.currentTimeMillis() + 700);
    }

    @Test
    void aRippleIsAnsweredWithItsEchoesAndWhatBecameOfIt() {
        RawHttp.Answer answer =
                post("{'kind':'Ripple','to':'localhost:*','method':'Ext<Hello>','echoes':2,'agent':'hyperuser'}");

        Ripple ripple = Objects.requireNonNull(control.executor.ripples.peek());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(ripple.to()).hasToString("localhost:*");
        assertThat(ripple.from()).hasToString("<<central:jump[0]>>::waves");
        assertThat(Objects.requireNonNull(control.executor.bounces.peek()).wanted())
                .isEqualTo(2);
        assertThat(answer.json().at("/result/ripple").asText())
                .isEqualTo(ripple.id().toString());
        assertThat(answer.json().at("/result/targets").asInt()).isEqualTo(3);
        assertThat(answer.json().at("/result/unawaited").asInt()).isEqualTo(1);
        assertThat(answer.json().at("/result/echoes/0/from").asText()).isEqualTo("localhost:a");
        assertThat(answer.json().at("/result/echoes/0/status").asInt()).isEqualTo(503);
        assertThat(answer.json().at("/result/echoes/1/body/value").asText()).isEqualTo("hello");
        assertThat(post("{'kind':'Ripple','to':'localhost:*','method':'Hyp<Assign>'}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theStatusOfThePongIsTheStatusOfTheAnswer() {
        control.executor.held.complete(Reply.of(Faults.noSuchPoint("localhost:held")));

        RawHttp.Answer answer = post("{'kind':'Ping','to':'localhost:held','method':'Ext<Hello>'}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().at("/kind").asText()).isEqualTo("Pong");
        assertThat(answer.json().at("/body/value/code").asText()).isEqualTo("E0203");
    }

    @Test
    void aSignalIs202OnceItIsAccepted() {
        long before = System.currentTimeMillis();
        RawHttp.Answer answer =
                post("{'kind':'Signal','to':'localhost:app','method':'Ext<Hello>','handling':'Durable'}");

        Signal signal = last(control.executor.signals);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().at("/result/id").asText())
                .isEqualTo(signal.id().toString());
        assertThat(signal.head().handling()).isEqualTo(Handling.DURABLE);
        assertThat(signal.deadline()).isBetween(before + 1_800_000, System.currentTimeMillis() + 1_800_000);
    }

    @Test
    void aSignalThatIsNotAcceptedIsRefused() {
        control.executor.accepted =
                CompletableFuture.failedFuture(Faults.busy("the outbox", 3).toException());

        RawHttp.Answer answer = post("{'kind':'Signal','to':'localhost:app','method':'Ext<Hello>'}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("E0703");
    }

    @Test
    void theHyperuserMaySendAsAnother() {
        request("{'kind':'Ping','to':'localhost:app','method':'Ext<Hello>'}")
                .header("Hyperspace-Agent", "anonymous")
                .send(control.address());

        assertThat(last(control.executor.pings).agent()).isEqualTo(Agent.ANONYMOUS);
    }

    @Test
    void aDeadlineAtTheLimitIsTakenAndOneOverItIs400() {
        String frame = "{'kind':'Ping','to':'localhost:app','method':'Ext<Hello>','deadline':%d}";
        long now = System.currentTimeMillis();

        assertThat(post(frame.formatted(now + 3_600_000)).status()).isEqualTo(200);
        assertThat(last(control.executor.pings).deadline()).isEqualTo(now + 3_600_000);
        RawHttp.Answer over = post(frame.formatted(now + 3_700_000));
        assertThat(over.status()).isEqualTo(400);
        assertThat(over.code()).isEqualTo("E0420");
    }

    @Test
    void aFrameAtTheLimitIsTakenAndOneOverItIs413() {
        String frame = "{'kind':'Ping','to':'localhost:app','method':'Ext<Hello>','body':{'kind':'Text','value':'%s'}}";
        int room = MAX_WAVE - (frame.length() - 2);

        assertThat(post(frame.formatted("x".repeat(room))).status()).isEqualTo(200);
        assertThat(post(frame.formatted("x".repeat(room + 1))).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'kind':'Ping','to':'localhost','method':'Hyp<Assign>'} | 403 | E0302",
                "{'kind':'Ping','to':'localhost'} | 400 | E0408",
                "{'kind':'Pong','of':'x'} | 400 | E0408",
                "{'kind':'Ping','to':'localhost','method':'Ext<A>','handling':'Ever'} | 400 | E0408",
                "{'kind':'Ping','to':'localhost','method':'Ext<A>','deadline':'now'} | 400 | E0408",
                "[] | 400 | E0408",
                "{ | 400 | E0408"
            })
    void whatIsNoWaveToBeSentIsRefused(String frame, int status, String code) {
        int sent = control.executor.pings.size();

        RawHttp.Answer answer = post(frame);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(control.executor.pings).hasSize(sent);
    }

    @Test
    void anotherContentTypeIs400AndGetIs405AndWithoutTheSecretItIs401() {
        String frame = "{\"kind\":\"Ping\",\"to\":\"localhost\",\"method\":\"Ext<Hello>\"}";
        RawHttp.Answer text = RawHttp.post("/v1/wave", "text/plain", frame)
                .bearer(control.secret)
                .send(control.address());
        RawHttp.Answer get = RawHttp.get("/v1/wave").bearer(control.secret).send(control.address());
        RawHttp.Answer unknown =
                RawHttp.post("/v1/wave", "application/json", frame).send(control.address());

        assertThat(text.code()).isEqualTo("E0744");
        assertThat(get.status()).isEqualTo(405);
        assertThat(unknown.status()).isEqualTo(401);
    }

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static final String PLAIN = "{'kind':'Ping','to':'localhost:app','method':'Ext<Hello>'}";

    @Test
    void theTraceOfACallIsThatOfItsWave() {
        request(PLAIN)
                .header("Traceparent", "00-" + TRACE)
                .header("tracestate", "a=1")
                .header("tracestate", "b=2")
                .send(control.address());

        Ping wave = last(control.executor.pings);
        assertThat(wave.headers().first("traceparent")).isEqualTo("00-" + TRACE);
        assertThat(wave.headers().first("tracestate")).isEqualTo("a=1,b=2");
    }

    @Test
    void theTraceThatAWaveNamesItselfComesFirst() {
        String own = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
        request(PLAIN.replace("}", ",'headers':{'traceparent':'" + own + "'}}"))
                .header("traceparent", "00-" + TRACE)
                .send(control.address());

        assertThat(last(control.executor.pings).headers().first("traceparent")).isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "ff-" + TRACE, "00-" + TRACE + "-", "00-0-0-01"})
    void aTraceWithoutTheRightFormIsIgnored(String traceparent) {
        RawHttp.Answer answer =
                request(PLAIN).header("traceparent", traceparent).send(control.address());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(last(control.executor.pings).headers().isEmpty()).isTrue();
    }

    private RawHttp.Answer post(String frame) {
        return request(frame).send(control.address());
    }

    private RawHttp request(String frame) {
        return RawHttp.post("/v1/wave", "application/json", frame.replace('\'', '"'))
                .bearer(control.secret);
    }

    private static <T> T last(Collection<T> waves) {
        return waves.stream().reduce((first, second) -> second).orElseThrow();
    }
}
