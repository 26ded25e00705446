package org.exitinterview.leaving;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.exitinterview.people.Role;
import org.exitinterview.process.ExitInterviewProcess.Elements;
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

  /** What the service manager writes: screening, missing offers, allocation. */
  private static final Set<Section> WRITTEN =
      EnumSet.of(
          Section.YOUNG_PERSON,
          Section.CONTACT,
          Section.NEEDS,
          Section.AGREEMENT,
          Section.ALLOCATION);

  /** What the service manager only reads. */
  private static final Set<Section> READ = EnumSet.of(Section.FEASIBILITY);

  private static final String BASIS = "screening";
  private static final String HOME = "home";

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

  /** Enters the case in the register. */
  void enter(ExitCase exitCase) {
    register.open(exitCase);
  }

  /**
   * Opens the empty record and lets those work on it who screen the case. Which home it is about is
   * sealed with it: the copy for the home goes by that, and the register can be written by others.
   *
   * @param homeUrn null if the home is not known
   */
  void openRecord(String caseNumber, @Nullable String homeUrn) {
    Reader serviceManagers = Reader.group(Role.RESIDENTIAL_SERVICE_MANAGER.groupId());
    vault.open(caseNumber);
    vault.grant(caseNumber, serviceManagers, WRITTEN, Access.WRITE, BASIS);
    vault.grant(caseNumber, serviceManagers, READ, Access.READ, BASIS);
    if (homeUrn != null) {
      vault.sealAct(caseNumber, Elements.NOTICE_RECEIVED, "", null, Map.of(HOME, homeUrn));
    }
  }

  private static boolean sameHome(@Nullable String one, @Nullable String other) {
    return one == null
        || other == null
        || one.toUpperCase(Locale.ROOT).equals(other.toUpperCase(Locale.ROOT));
  }
}
