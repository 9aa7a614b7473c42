package io.hyperspace.control;

import io.hyperspace.space.error.Fault;
import io.hyperspace.space.error.Faults;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.japi.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers the calls of the control API. In order: a foreign request is 403; health and login are answered; without the
 * secret or a token everything is 401; an unknown path is 404, a wrong method 405.
 */
final class ControlRoutes implements Function<HttpRequest, CompletionStage<HttpResponse>> {

    private static final long serialVersionUID = 1L;

    private static final String COMMAND = "/v1/command";
    private static final String WAVE = "/v1/wave";
    private static final String EVENTS = "/v1/events";
    private static final String LOGIN = "/v1/login";
    private static final String LOGOUT = "/v1/logout";

    private final transient ActorSystem<?> system;
    private final transient ControlSettings settings;
    private final transient Gatekeeper gatekeeper;
    private final transient CommandReader reader;
    private final transient Commands commands;
    private final transient WaveCalls waves;
    private final transient EventCalls events;
    private final transient LoginCalls logins;
    private final transient Semaphore inFlight;
    private final transient Semaphore loginsInFlight;
    private final transient Health health;

    ControlRoutes(
            ActorSystem<?> system,
            ControlSettings settings,
            Gatekeeper gatekeeper,
            CommandReader reader,
            Commands commands,
            WaveCalls waves,
            EventCalls events,
            LoginCalls logins,
            Health health) {
        this.system = system;
        this.settings = settings;
        this.gatekeeper = gatekeeper;
        this.reader = reader;
        this.commands = commands;
        this.waves = waves;
        this.events = events;
        this.logins = logins;
        this.inFlight = new Semaphore(settings.inFlight());
        this.loginsInFlight = new Semaphore(settings.loginsInFlight());
        this.health = health;
    }

    @Override
    public CompletionStage<HttpResponse> apply(HttpRequest request) {
        String path = request.getUri().path();
        Fault foreign = gatekeeper.foreign(request);
        if (foreign != null) {
            return refuse(request, foreign);
        }
        if (Health.PATHS.contains(path) && request.method().equals(HttpMethods.GET)) {
            return drop(request, health.answer(path));
        }
        if (path.equals(LOGIN) && request.method().equals(HttpMethods.POST)) {
            return limited(request, loginsInFlight, settings.loginsInFlight(), () -> logins.login(request)
                    .thenApply(JsonResponses::of));
        }
        return gatekeeper
                .caller(request)
                .handle((caller, failure) -> failure == null
                        ? answer(request, path, caller)
                        : refuse(request, RequestFailures.faultOf(failure, settings)))
                .thenCompose(answer -> answer);
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request, String path, Caller caller) {
        Fault refused = refusal(request, path);
        if (refused != null) {
            return refuse(request, refused);
        }
        return limited(request, inFlight, settings.inFlight(), () -> call(request, path, caller));
    }

    private CompletionStage<HttpResponse> call(HttpRequest request, String path, Caller caller) {
        return switch (path) {
            case EVENTS -> events.open(request, caller);
            case WAVE -> waves.send(request.entity(), caller, TraceCalls.of(request));
            case LOGOUT -> logins.logout(request, caller).thenApply(JsonResponses::of);
            default -> command(request, caller).thenApply(JsonResponses::of);
        };
    }

    private static @Nullable Fault refusal(HttpRequest request, String path) {
        String wanted = Health.PATHS.contains(path)
                ? "GET"
                : switch (path) {
                    case EVENTS -> "GET";
                    case COMMAND, WAVE, LOGIN, LOGOUT -> "POST";
                    default -> null;
                };
        if (wanted == null) {
            return ControlFaults.noSuchCall(path);
        }
        String method = request.method().value();
        return method.equals(wanted) ? null : ControlFaults.wrongMethod(method, path, wanted);
    }

    private CompletionStage<CommandResult> command(HttpRequest request, Caller caller) {
        return reader.read(request.entity()).thenCompose(call -> gatekeeper
                .still(caller)
                .thenCompose(still -> commands.run(call, still, TraceCalls.of(request))));
    }

    /** Answers by a call, unless the Machine is not ready or as many as may be are under way. */
    private CompletionStage<HttpResponse> limited(
            HttpRequest request, Semaphore running, int limit, Supplier<CompletionStage<HttpResponse>> call) {
        if (!health.ready().getAsBoolean()) {
            return refuse(request, Faults.notReady("this Machine"));
        }
        if (!running.tryAcquire()) {
            return refuse(request, Faults.tooMany("control", limit));
        }
        return CompletableFuture.completedStage(call)
                .thenCompose(Supplier::get)
                .exceptionally(
                        failure -> JsonResponses.of(CommandResult.of(RequestFailures.faultOf(failure, settings))))
                .whenComplete((response, failure) -> running.release());
    }

    private CompletionStage<HttpResponse> refuse(HttpRequest request, Fault fault) {
        return drop(request, JsonResponses.of(CommandResult.of(fault)));
    }

    /** Answers at once, and reads what is still coming of a request that nobody wants, within the limit. */
    private CompletionStage<HttpResponse> drop(HttpRequest request, HttpResponse response) {
        request.entity().withSizeLimit(settings.maxBody()).discardBytes(system);
        return CompletableFuture.completedFuture(response);
    }
}
