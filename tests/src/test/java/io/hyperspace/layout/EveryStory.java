package io.hyperspace.layout;

/** The whole suite. A layout is a class that implements this and says which Hyperverse it is about. */
interface EveryStory
        extends AccessStory,
                BindStory,
                DocumentStory,
                ErrorStory,
                HandlingStory,
                LoginStory,
                MechtronStory,
                MoveStory,
                OrderStory,
                OverviewStory,
                ParticleStory,
                RippleStory,
                TraceStory,
                WatchStory {}
