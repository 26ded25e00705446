package org.exitinterview.record;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Who looked at what, for those who answer for it: the safeguarding lead and the data protection
 * officer.
 */
@RestController
@RequestMapping("/api/read-log")
class ReadLogController {

  private final JdbcClient jdbc;
  private final ReadLogChain chain;
  private final ReadLogSeal seal;
  private final Oversight oversight;

  ReadLogController(JdbcClient jdbc, ReadLogChain chain, ReadLogSeal seal, Oversight oversight) {
    this.jdbc = jdbc;
    this.chain = chain;
    this.seal = seal;
    this.oversight = oversight;
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
    refuseOthers(caseNumber);
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
    refuseOthers(Oversight.EVERY_CASE);
    return chain.verify();
  }

  private void refuseOthers(String caseNumber) {
    oversight.require(ReadLogPage.READERS, ReadLogPage.PART, caseNumber, ReadLogPage.REFUSAL);
  }
}
