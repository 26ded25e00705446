package org.exitinterview;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks for a text in every column of every table of our database, byte columns included. */
public final class DatabaseScan {

  private final JdbcClient jdbc;

  public DatabaseScan(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The columns that hold the text, as {@code schema.table.column}. */
  public List<String> columnsHolding(String text) {
    return jdbc
        .sql(
            """
            select table_schema, table_name, column_name, data_type
            from information_schema.columns join information_schema.tables
              using (table_schema, table_name)
            where table_schema not in ('pg_catalog', 'information_schema')
              and table_type = 'BASE TABLE'
            """)
        .query()
        .listOfRows()
        .stream()
        .filter(column -> holds(column, text))
        .map(DatabaseScan::name)
        .toList();
  }

  private boolean holds(Map<String, Object> column, String text) {
    String value =
        "bytea".equals(column.get("data_type"))
            ? "encode(\"%s\", 'escape')".formatted(column.get("column_name"))
            : "\"%s\"::text".formatted(column.get("column_name"));
    return jdbc.sql(
            "select exists (select from \"%s\".\"%s\" where %s ilike :text)"
                .formatted(column.get("table_schema"), column.get("table_name"), value))
        .param("text", "%" + text + "%")
        .query(Boolean.class)
        .single();
  }

  private static String name(Map<String, Object> column) {
    return "%s.%s.%s"
        .formatted(column.get("table_schema"), column.get("table_name"), column.get("column_name"));
  }
}
