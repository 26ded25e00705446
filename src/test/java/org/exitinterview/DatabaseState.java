package org.exitinterview;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

  /**
   * A digest of which versions of rows each table holds; equal as long as nobody has written, were
   * it the same value again.
   */
  public Map<String, String> digests() {
    String everyTable =
        jdbc
            .sql(
                """
                select quote_ident(table_schema) || '.' || quote_ident(table_name)
                from information_schema.tables
                where table_schema not in ('pg_catalog', 'information_schema', 'flyway')
                  and table_type = 'BASE TABLE' and table_name not in (:counters) order by 1
                """)
            .param("counters", COUNTERS)
            .query(String.class)
            .list()
            .stream()
            .map(
                table ->
                    """
                    select '%1$s' as name, count(*) || ' ' || coalesce(
                      sum(hashtextextended(ctid::text || xmin::text, 0)), 0) as digest from %1$s
                    """
                        .formatted(table))
            .collect(Collectors.joining(" union all "));
    Map<String, String> digests = new LinkedHashMap<>();
    jdbc.sql(everyTable)
        .query(
            row -> {
              digests.put(row.getString("name"), row.getString("digest"));
            });
    return digests;
  }
}
