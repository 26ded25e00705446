package org.exitinterview.record;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody decided in a step, as he or she decided it. It cannot be made, changed or put back
 * by whoever holds the database.
 *
 * @param person user id
 * @param step id of the element
 * @param item what within the case it is about; {@code ""} for the case itself
 * @param decision code of what was decided; null where the form asks for none
 * @param facts the codes, dates and ids of the form, by key
 * @param revisions which revision of each part of the interview there was, by section and item
 */
public record SealedAct(
    String person,
    String step,
    String item,
    @Nullable String decision,
    Map<String, Object> facts,
    Map<String, Integer> revisions,
    Instant at) {}
