package org.exitinterview;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What lies in the tables of the cases: of the engine, the register, the record and the outbox. */
public final class DatabaseState {

  /** Count what was tried, which a refusal does not undo. */
  private static final Set<String> COUNTERS =
      Set.of("act_ru_meter_log", "act_ge_property", "act_id_user", "read_log");

  private final JdbcClient jdbc;

  public DatabaseState(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A digest of the rows of each table; equal as long as nothing has changed. */
  public Map<String, String> digests() {
    Map<String, String> digests = new LinkedHashMap<>();
    jdbc
        .sql(
            """
            select table_schema, table_name from information_schema.tables
            where table_schema not in ('pg_catalog', 'information_schema', 'flyway')
              and table_type = 'BASE TABLE' order by 1, 2
            """)
        .query()
        .listOfRows()
        .stream()
        .filter(table -> !COUNTERS.contains(String.valueOf(table.get("table_name"))))
        .map(table -> "\"%s\".\"%s\"".formatted(table.get("table_schema"), table.get("table_name")))
        .forEach(table -> digests.put(table, digest(table)));
    return digests;
  }

  private String digest(String table) {
    return jdbc.sql(
            "select count(*) || coalesce(md5(string_agg(t::text, ';' order by t::text)), '') from %s t"
                .formatted(table))
        .query(String.class)
        .single();
  }
}
