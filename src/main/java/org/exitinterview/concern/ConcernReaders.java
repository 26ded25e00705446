package org.exitinterview.concern;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.exitinterview.people.Directory;
import org.exitinterview.people.Role;
import org.exitinterview.people.SealedTasks;
import org.exitinterview.record.Access;
import org.exitinterview.record.Reader;
import org.exitinterview.record.RecordVault;
import org.exitinterview.record.Section;
import org.springframework.stereotype.Component;

/** Opens a concern to those who may act on it, and closes it to those from whom it is hidden. */
@Component
class ConcernReaders {

  private static final String ACTS_ON_CONCERN = "safeguarding lead";
  private static final Reader LEADS = Reader.group(Role.SAFEGUARDING_LEAD.groupId());

  private final Concerns concerns;
  private final Patterns patterns;
  private final Cover cover;
  private final Directory directory;
  private final RecordVault vault;
  private final SealedTasks sealedTasks;

  ConcernReaders(
      Concerns concerns,
      Patterns patterns,
      Cover cover,
      Directory directory,
      RecordVault vault,
      SealedTasks sealedTasks) {
    this.concerns = concerns;
    this.patterns = patterns;
    this.cover = cover;
    this.directory = directory;
    this.vault = vault;
    this.sealedTasks = sealedTasks;
  }

  /**
   * Lets every safeguarding lead read the concern, but those from whom it is hidden; where no lead
   * is left, those who stand in.
   */
  void letThemRead(String concernNumber) {
    Set<String> hidden = concerns.hiddenFrom(concernNumber);
    List<String> leads = directory.membersOf(Role.SAFEGUARDING_LEAD);
    if (!leads.isEmpty() && leads.stream().noneMatch(hidden::contains)) {
      grant(concernNumber, LEADS);
      return;
    }
    end(concernNumber, LEADS);
    cover.people(hidden).forEach(person -> grant(concernNumber, Reader.user(person)));
    cover.standIns(hidden).ifPresent(group -> sealedTasks.open(concernNumber, group));
  }

  /** Takes the concern, and every pattern that grew from it, from people who had it already. */
  void hideFrom(String concernNumber, Collection<String> people) {
    people.forEach(
        person -> {
          concerns.dropReader(concernNumber, Reader.user(person));
          vault.end(concernNumber, Reader.user(person));
        });
    sealedTasks.seal(concernNumber, people);
    letThemRead(concernNumber);
    for (String pattern : patterns.grownFrom(concernNumber)) {
      sealedTasks.seal(pattern, people);
      openPattern(pattern);
    }
  }

  /** Opens the step of a pattern to those who stand in, where it is hidden from every lead. */
  void openPattern(String patternNumber) {
    cover
        .standIns(patterns.hiddenFrom(patternNumber))
        .ifPresent(group -> sealedTasks.open(patternNumber, group));
  }

  private void grant(String concernNumber, Reader reader) {
    if (concerns.addReader(concernNumber, reader)) {
      vault.grant(
          concernNumber, reader, EnumSet.of(Section.CONCERN), Access.WRITE, ACTS_ON_CONCERN);
    }
  }

  private void end(String concernNumber, Reader reader) {
    if (concerns.dropReader(concernNumber, reader)) {
      vault.end(concernNumber, reader);
    }
  }
}
