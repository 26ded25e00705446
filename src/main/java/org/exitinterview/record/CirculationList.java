package org.exitinterview.record;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.exitinterview.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The circulation lists. Rows without a valid seal do not count. */
@Repository
class CirculationList {

  /**
   * One row in force.
   *
   * @param item the only item of the section it is for; null if it is for the whole section
   * @param until when it ends by itself; null if it does not
   */
  record Grant(
      String caseNumber,
      Reader reader,
      String section,
      @Nullable String item,
      Access access,
      String basis,
      String grantedBy,
      Instant grantedAt,
      @Nullable Instant until) {

    boolean allows(Section asked, String askedItem, Access wanted) {
      return section.equals(asked.key())
          && (item == null || item.equals(askedItem))
          && (access == Access.WRITE || wanted == Access.READ);
    }

    private byte[] sealed() {
      return String.join(
              "\n",
              "circulation",
              caseNumber,
              code(reader.kind()),
              reader.id(),
              section,
              item == null ? "every item" : "item " + item,
              code(access),
              basis,
              grantedBy,
              grantedAt.toString() + (until == null ? "" : " until " + until))
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  private static final byte[] NOTHING = {};

  private final JdbcClient jdbc;
  private final Clock clock;

  CirculationList(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void add(Aead key, Grant grant) {
    jdbc.sql(
            """
            insert into record.circulation (case_number, reader_kind, reader_id, section, item,
              access, basis, granted_by, granted_at, expires_at, seal)
            values (:caseNumber, :kind, :reader, :section, :item,
              :access, :basis, :by, :at, :until, :seal)
            on conflict (case_number, reader_kind, reader_id, section, coalesce(item, '*'), access,
              basis) where ended_at is null do nothing
            """)
        .param("caseNumber", grant.caseNumber())
        .param("kind", code(grant.reader().kind()))
        .param("reader", grant.reader().id())
        .param("section", grant.section())
        .param("item", grant.item())
        .param("access", code(grant.access()))
        .param("basis", grant.basis())
        .param("by", grant.grantedBy())
        .param("at", Timestamp.from(grant.grantedAt()))
        .param("until", timestamp(grant.until()))
        .param("seal", seal(key, grant))
        .update();
  }

  /** Ends rows and takes their seals away; says how many. */
  int endAll(String caseNumber, String basis, String endedBy) {
    return jdbc.sql(
            """
            update record.circulation set ended_at = :at, ended_by = :by, seal = ''
            where case_number = :caseNumber and basis = :basis and ended_at is null
            """)
        .param("at", Timestamp.from(clock.instant()))
        .param("by", endedBy)
        .param("caseNumber", caseNumber)
        .param("basis", basis)
        .update();
  }

  /** Ends rows and takes their seals away; says how many. */
  int end(String caseNumber, Reader reader, String endedBy) {
    return jdbc.sql(
            """
            update record.circulation set ended_at = :at, ended_by = :by, seal = ''
            where case_number = :caseNumber and reader_kind = :kind and reader_id = :reader
              and ended_at is null
            """)
        .param("at", Timestamp.from(clock.instant()))
        .param("by", endedBy)
        .param("caseNumber", caseNumber)
        .param("kind", code(reader.kind()))
        .param("reader", reader.id())
        .update();
  }

  /**
   * Ends what a reader was granted on one basis: some sections, and whatever ended by itself; says
   * how many.
   */
  int end(
      String caseNumber, Reader reader, String basis, Collection<Section> ended, String endedBy) {
    return jdbc.sql(
            """
            update record.circulation set ended_at = :at, ended_by = :by, seal = ''
            where case_number = :caseNumber and reader_kind = :kind and reader_id = :reader
              and basis = :basis and ended_at is null
              and (section = any(:sections) or expires_at <= :at)
            """)
        .param("at", Timestamp.from(clock.instant()))
        .param("by", endedBy)
        .param("caseNumber", caseNumber)
        .param("kind", code(reader.kind()))
        .param("reader", reader.id())
        .param("basis", basis)
        .param("sections", ended.stream().map(Section::key).toArray(String[]::new))
        .update();
  }

  /** Ends what everybody was granted on one basis for some sections; says how many. */
  int end(String caseNumber, String basis, Set<Section> sections, String endedBy) {
    return jdbc.sql(
            """
            update record.circulation set ended_at = :at, ended_by = :by, seal = ''
            where case_number = :caseNumber and basis = :basis
              and section = any(:sections) and ended_at is null
            """)
        .param("at", Timestamp.from(clock.instant()))
        .param("by", endedBy)
        .param("caseNumber", caseNumber)
        .param("basis", basis)
        .param("sections", sections.stream().map(Section::key).toArray(String[]::new))
        .update();
  }

  /** The records with rows in force that name the person, or a group, for such a reason. */
  List<String> casesOf(Person person, String basis) {
    return jdbc.sql(
            """
            select case_number from record.circulation
            where ended_at is null and starts_with(basis, :basis)
              and (reader_kind = 'user' and reader_id = :person
                or reader_kind = 'group' and reader_id = any(:groups))
            group by case_number order by min(id)
            """)
        .param("basis", basis)
        .param("person", person.userId())
        .param("groups", person.groups().toArray(String[]::new))
        .query(String.class)
        .list();
  }

  /** The rows in force that name the person or one of his or her groups. */
  List<Grant> of(Aead key, String caseNumber, Person person) {
    return jdbc
        .sql(
            """
            select * from record.circulation
            where case_number = :caseNumber and ended_at is null
              and (expires_at is null or expires_at > :now)
              and (reader_kind = 'user' and reader_id = :person
                or reader_kind = 'group' and reader_id = any(:groups))
            order by access desc, id
            """)
        .param("caseNumber", caseNumber)
        .param("now", Timestamp.from(clock.instant()))
        .param("person", person.userId())
        .param("groups", person.groups().toArray(String[]::new))
        .query((row, number) -> sealedGrant(key, row))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** Renews every seal with another key; a row without a valid one stays worthless. */
  void moveTo(Aead newKey, Aead oldKey, String caseNumber) {
    Map<Long, Grant> sealed = new LinkedHashMap<>();
    jdbc.sql("select * from record.circulation where case_number = :caseNumber")
        .param("caseNumber", caseNumber)
        .query(
            row -> {
              long id = row.getLong("id");
              sealedGrant(oldKey, row).ifPresent(grant -> sealed.put(id, grant));
            });
    sealed.forEach(
        (id, grant) ->
            jdbc.sql("update record.circulation set seal = :seal where id = :id")
                .param("seal", seal(newKey, grant))
                .param("id", id)
                .update());
  }

  /** The grant in the row; empty if somebody else than this class put it there. */
  private static Optional<Grant> sealedGrant(Aead key, ResultSet row) throws SQLException {
    Grant grant =
        new Grant(
            row.getString("case_number"),
            new Reader(
                Reader.Kind.valueOf(row.getString("reader_kind").toUpperCase(Locale.ROOT)),
                row.getString("reader_id")),
            row.getString("section"),
            row.getString("item"),
            Access.valueOf(row.getString("access").toUpperCase(Locale.ROOT)),
            row.getString("basis"),
            row.getString("granted_by"),
            row.getTimestamp("granted_at").toInstant(),
            instant(row.getTimestamp("expires_at")));
    return isSealed(key, grant, row.getBytes("seal")) ? Optional.of(grant) : Optional.empty();
  }

  /** An encrypted nothing: what counts is the data it is bound to. */
  private static byte[] seal(Aead key, Grant grant) {
    try {
      return key.encrypt(NOTHING, grant.sealed());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The circulation list could not be sealed");
    }
  }

  private static boolean isSealed(Aead key, Grant grant, byte[] seal) {
    try {
      return key.decrypt(seal, grant.sealed()).length == 0;
    } catch (GeneralSecurityException forged) {
      return false;
    }
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant moment) {
    return moment == null ? null : Timestamp.from(moment);
  }

  private static @Nullable Instant instant(@Nullable Timestamp moment) {
    return moment == null ? null : moment.toInstant();
  }

  private static String code(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
