package org.exitinterview.record;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Person;
import org.exitinterview.people.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Who looked at what, for those who answer for it: the safeguarding lead, and the senior managers
 * for data protection.
 */
@RestController
@RequestMapping("/api/read-log")
class ReadLogController {

  private static final Set<Role> READERS = Set.of(Role.SAFEGUARDING_LEAD, Role.SENIOR_MANAGER);

  private final JdbcClient jdbc;
  private final ReadLogChain chain;
  private final ReadLogSeal seal;
  private final CurrentPerson currentPerson;

  ReadLogController(
      JdbcClient jdbc, ReadLogChain chain, ReadLogSeal seal, CurrentPerson currentPerson) {
    this.jdbc = jdbc;
    this.chain = chain;
    this.seal = seal;
    this.currentPerson = currentPerson;
  }

  /**
   * One line of the log.
   *
   * @param basis why the person might; of a refusal, what was missing, if the vault said so
   * @param asWritten whether the line is as the service wrote it
   */
  record LoggedLook(
      long id,
      Instant at,
      String person,
      String section,
      String event,
      @Nullable String basis,
      boolean asWritten) {}

  /** Everything about one record, oldest first; empty for a number that nobody asked for. */
  @GetMapping
  List<LoggedLook> of(@RequestParam("case") String caseNumber) {
    refuseOthers();
    return jdbc.sql("select * from record.read_log where case_number = :caseNumber order by id")
        .param("caseNumber", caseNumber)
        .query(
            (row, number) ->
                new LoggedLook(
                    row.getLong("id"),
                    row.getTimestamp("happened_at").toInstant(),
                    row.getString("person"),
                    row.getString("section"),
                    row.getString("event"),
                    row.getString("basis"),
                    seal.fits(row)))
        .list();
  }

  /** What is wrong with the log as a whole; empty if nothing is. */
  @GetMapping("/findings")
  List<ReadLogChain.Finding> findings() {
    refuseOthers();
    return chain.verify();
  }

  private void refuseOthers() {
    Person person = currentPerson.get();
    if (READERS.stream().noneMatch(person::holds)) {
      throw new AccessRefusedException(
          "Only safeguarding leads and senior managers see who read a record.");
    }
  }
}
