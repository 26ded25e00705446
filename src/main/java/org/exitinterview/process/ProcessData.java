package org.exitinterview.process;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The only data the models may carry: what routes a case, as codes, ids, counts and dates. Whatever
 * is not listed here, or looks different, is no process data and must be kept elsewhere.
 */
public final class ProcessData {

  private static final String CODE = "[A-Za-z]{1,40}";
  private static final String USER_ID = "[A-Za-z0-9._@-]{1,64}";
  private static final String CASE_NUMBER = "[A-Z]{1,4}-[A-Z0-9]{4,12}";
  private static final String COUNT = "\\d{1,4}";
  private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";

  private static final Map<String, Pattern> PATTERNS =
      Map.ofEntries(
          entry("decision", CODE),
          entry("socialWorker", USER_ID),
          entry("iro", USER_ID),
          entry("interviewer", USER_ID),
          entry("owner", USER_ID),
          entry("offers", COUNT),
          entry("attempts", COUNT),
          entry("resumeOn", DATE),
          entry("interviewed", CODE),
          entry("letter", CODE),
          entry("recommendationId", "[A-Za-z0-9-]{1,64}"),
          entry("step", CODE),
          entry("rung", CODE),
          entry("chasedTo", "[a-z-]{1,40}"),
          entry("presses", COUNT),
          entry("actionId", "[A-Za-z0-9-]{1,64}"),
          entry("aboutCase", CASE_NUMBER));

  private ProcessData() {}

  /** The names, in no order. */
  public static Set<String> names() {
    return PATTERNS.keySet();
  }

  /** Whether a process variable of that name may exist. */
  public static boolean isListed(String name) {
    return PATTERNS.containsKey(name);
  }

  /** Whether the variable is listed and the value is what it holds; no value is always fine. */
  public static boolean accepts(String name, @Nullable Object value) {
    Pattern pattern = PATTERNS.get(name);
    if (pattern == null || value == null) {
      return pattern != null;
    }
    boolean isOfItsType =
        pattern.pattern().equals(COUNT)
            ? value instanceof Integer || value instanceof Long
            : value instanceof String;
    return isOfItsType && pattern.matcher(value.toString()).matches();
  }

  private static Map.Entry<String, Pattern> entry(String name, String pattern) {
    return Map.entry(name, Pattern.compile(pattern));
  }
}
