package org.exitinterview.leaving;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.exitinterview.people.Role;
import org.exitinterview.record.Access;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.exitinterview.register.CaseRegister;
import org.exitinterview.register.ExitCase;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Opens a case: its row in the register, its empty record, and who may work on that. Notice and
 * return both come through here, in the transaction that starts the process.
 */
@Component
class CaseOpening {

  /** What the service manager needs to screen, allocate and decide about missing offers. */
  private static final Set<Section> WORKING_SECTIONS =
      EnumSet.of(
          Section.YOUNG_PERSON,
          Section.CONTACT,
          Section.NEEDS,
          Section.FEASIBILITY,
          Section.AGREEMENT,
          Section.ALLOCATION,
          Section.APPOINTMENT);

  /** What the notice asks. */
  private static final Set<Section> NOTICE_SECTIONS =
      EnumSet.of(Section.YOUNG_PERSON, Section.CONTACT, Section.NEEDS);

  private final CaseRegister register;
  private final RecordVault vault;
  private final JdbcClient jdbc;

  CaseOpening(CaseRegister register, RecordVault vault, JdbcClient jdbc) {
    this.register = register;
    this.vault = vault;
    this.jdbc = jdbc;
  }

  /** Until the transaction ends nobody else opens a case for the child. */
  void lock(String child) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:child, 903))::text")
        .param("child", child)
        .query(String.class)
        .single();
  }

  /**
   * The open cases of the child for that home.
   *
   * @param homeUrn null if the home is not known, which fits every home
   */
  List<ExitCase> openCases(String child, @Nullable String homeUrn) {
    return register.openCasesOf(child).stream()
        .filter(open -> sameHome(open.homeUrn(), homeUrn))
        .toList();
  }

  /**
   * Opens the case.
   *
   * @param noticeGiver user id of who gave notice and fills in the record's first sections; null
   *     for cases from a return
   */
  void open(ExitCase exitCase, @Nullable String noticeGiver) {
    register.open(exitCase);
    vault.open(exitCase.caseNumber());
    vault.grant(
        exitCase.caseNumber(),
        Reader.group(Role.RESIDENTIAL_SERVICE_MANAGER.groupId()),
        WORKING_SECTIONS,
        Access.WRITE,
        "screening");
    if (noticeGiver != null) {
      vault.grant(
          exitCase.caseNumber(), Reader.user(noticeGiver), NOTICE_SECTIONS, Access.WRITE, "notice");
    }
  }

  private static boolean sameHome(@Nullable String one, @Nullable String other) {
    return one == null
        || other == null
        || one.toUpperCase(Locale.ROOT).equals(other.toUpperCase(Locale.ROOT));
  }
}
