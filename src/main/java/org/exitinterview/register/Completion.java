package org.exitinterview.register;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a step was completed.
 *
 * @param facts codes, numbers, flags and dates of the step's form, by form key
 */
public record Completion(String taskId, @Nullable String decision, Map<String, Object> facts) {}
