package io.hyperspace.benchmark;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The rate that a measurement must not fall below on one core, in operations a second; 0 if it is for comparison only. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Floor {
    long value();
}
