package org.exitinterview.register;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An act as the register holds it; the fields are those of {@link Act} with the time. */
public record RecordedAct(
    Instant at,
    String person,
    String act,
    String process,
    String step,
    @Nullable String decision) {}
