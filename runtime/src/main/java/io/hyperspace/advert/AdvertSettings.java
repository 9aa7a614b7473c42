package io.hyperspace.advert;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The limits of adverts and of placement by them, read from {@code hyperspace.advert}.
 *
 * @param every how often stars and Machines tell
 * @param chartEvery how often a Machine asks a Super star for what this knows of all
 * @param forgetAfter how long a Machine is silent until its adverts are forgotten
 * @param gather how long a Super star that has started waits for Machines that it has not heard of
 * @param stars how many stars' adverts are kept
 * @param pickedFor how long a star that was picked counts as holding the particle though it does not say so
 * @param slow how long waves may take until a star counts as fuller than it is
 * @param answerWithin how long a Super star has to pick a star
 * @param leaveAlone how long one that did not answer is not asked again
 * @param placeWithin how long a particle may take to be given a star
 * @param placeAgain how often it is tried again meanwhile
 * @param timed waves of one star that are timed at once
 * @param timeEvery how much time is between two of them at least
 * @param timedFor how long a wave is timed at most
 */
public record AdvertSettings(
        Duration every,
        Duration chartEvery,
        Duration forgetAfter,
        Duration gather,
        int stars,
        Duration pickedFor,
        Duration slow,
        Duration answerWithin,
        Duration leaveAlone,
        Duration placeWithin,
        Duration placeAgain,
        int timed,
        Duration timeEvery,
        Duration timedFor) {

    /** @param hyperspace the configuration below {@code hyperspace} */
    public static AdvertSettings of(Config hyperspace) {
        Config advert = hyperspace.getConfig("advert");
        return new AdvertSettings(
                advert.getDuration("every"),
                advert.getDuration("chart-every"),
                advert.getDuration("forget-after"),
                advert.getDuration("gather"),
                advert.getInt("stars"),
                advert.getDuration("picked-for"),
                advert.getDuration("slow"),
                advert.getDuration("answer-within"),
                advert.getDuration("leave-alone"),
                advert.getDuration("place-within"),
                advert.getDuration("place-again"),
                advert.getInt("timed"),
                advert.getDuration("time-every"),
                advert.getDuration("timed-for"));
    }
}
