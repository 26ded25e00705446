package org.exitinterview.journey;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.exitinterview.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything a refused request must leave as it was: a fingerprint of each table. */
final class Snapshot {

  private static final List<String> TABLES =
      List.of(
          "act_ru_task",
          "act_ru_execution",
          "act_ru_variable",
          "act_ru_identitylink",
          "act_ru_job",
          "act_hi_procinst",
          "act_hi_taskinst",
          "act_hi_varinst",
          "act_hi_detail",
          "act_hi_comment",
          "act_hi_attachment",
          "register.exit_case",
          "register.act",
          "register.recommendation",
          "register.placement_ending",
          "record.interview_record",
          "record.section",
          "record.circulation",
          "outbox.message");

  private static final String KEYS = "vault_keys.data_key";

  private Snapshot() {}

  /** Number of rows and a hash of their contents, by table. */
  static Map<String, String> of(JdbcClient jdbc) {
    Map<String, String> fingerprints = new LinkedHashMap<>();
    TABLES.forEach(table -> fingerprints.put(table, fingerprint(jdbc, table)));
    fingerprints.put(KEYS, fingerprint(TestDatabase.keys(), KEYS));
    return fingerprints;
  }

  private static String fingerprint(JdbcClient jdbc, String table) {
    return jdbc.sql(
            """
            select count(*) || ' ' || coalesce(sum(hashtextextended(r::text, 0)), 0)
            from %s r
            """
                .formatted(table))
        .query(String.class)
        .single();
  }
}
