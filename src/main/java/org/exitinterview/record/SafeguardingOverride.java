package org.exitinterview.record;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.exitinterview.notification.Notice;
import org.exitinterview.notification.Outbox;
import org.exitinterview.notification.Recipient;
import org.exitinterview.people.CurrentPerson;
import org.exitinterview.people.Person;
import org.exitinterview.people.Role;
import org.exitinterview.record.ReadLog.Entry;
import org.exitinterview.record.ReadLog.Event;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where somebody is in danger, the safeguarding lead reads what the circulation list withholds. He
 * or she gives a reason, which becomes part of the record, and the senior managers are told.
 */
@Service
public class SafeguardingOverride {

  static final String BASIS = "safeguarding override";

  private static final String TOLD = "told of a safeguarding override";
  private static final String NO_REASON = "override without a reason";
  private static final String NO_LEAD = "not a safeguarding lead";
  private static final int LONGEST_REASON = 4000;

  private final RecordVault vault;
  private final RecordKeys keys;
  private final Sections sections;
  private final ReadLog readLog;
  private final CurrentPerson currentPerson;
  private final Outbox outbox;

  SafeguardingOverride(
      RecordVault vault,
      RecordKeys keys,
      Sections sections,
      ReadLog readLog,
      CurrentPerson currentPerson,
      Outbox outbox) {
    this.vault = vault;
    this.keys = keys;
    this.sections = sections;
    this.readLog = readLog;
    this.currentPerson = currentPerson;
    this.outbox = outbox;
  }

  /**
   * One override.
   *
   * @param by user id of the safeguarding lead
   * @param sections keys of the sections that were opened
   * @param reason in the lead's words
   */
  public record Reason(String by, List<String> sections, String reason) {}

  /**
   * Opens sections of a record to the current person, for as long as the record is kept, and reads
   * them. Refusals are logged too.
   *
   * @param reason why, in words; kept in the record, encrypted
   * @throws AccessRefusedException if the person is not a safeguarding lead
   * @throws OverrideRefusedException if no section or no reason is given
   * @throws UnknownRecordException if there is no such record
   */
  @Transactional
  public Map<Section, Map<String, Object>> open(
      String caseNumber, Set<Section> wanted, String reason) {
    Person lead = personIn(caseNumber, wanted, Set.of(Role.SAFEGUARDING_LEAD));
    if (wanted.isEmpty()) {
      throw new OverrideRefusedException("Name the parts of the record that you have to see.");
    }
    if (reason.isBlank()) {
      refuse(caseNumber, lead.userId(), wanted, NO_REASON);
      throw new OverrideRefusedException(
          "Say why you have to see this. Without a reason nothing is opened.");
    }
    if (reason.length() > LONGEST_REASON) {
      throw new OverrideRefusedException(
          "Give the reason in at most %d characters.".formatted(LONGEST_REASON));
    }
    if (!vault.exists(caseNumber)) {
      throw new UnknownRecordException();
    }
    Reader reader = Reader.user(lead.userId());
    vault.grant(caseNumber, reader, wanted, Access.READ, BASIS);
    keepReason(caseNumber, lead, wanted, reason);
    readLog.addInTransaction(
        wanted.stream()
            .map(section -> new Entry(lead.userId(), caseNumber, section, Event.OVERRIDDEN, BASIS))
            .toList());
    outbox.tell(
        Recipient.group(Role.SENIOR_MANAGER.groupId()), Notice.RECORD_OVERRIDDEN, caseNumber);
    return vault.read(caseNumber, wanted, "");
  }

  /**
   * The overrides of a record, oldest first, for safeguarding leads and senior managers.
   *
   * @throws AccessRefusedException if the current person is neither; logged
   */
  @Transactional(readOnly = true)
  public List<Reason> reasons(String caseNumber) {
    personIn(
        caseNumber,
        EnumSet.of(Section.OVERRIDE),
        Set.of(Role.SAFEGUARDING_LEAD, Role.SENIOR_MANAGER));
    return sections.items(caseNumber, Section.OVERRIDE).stream()
        .map(item -> reason(vault.read(caseNumber, Section.OVERRIDE, item)))
        .toList();
  }

  private void keepReason(String caseNumber, Person lead, Set<Section> wanted, String reason) {
    String item = UUID.randomUUID().toString();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("by", lead.userId());
    fields.put("sections", wanted.stream().sorted().map(Section::key).toList());
    fields.put("reason", reason);
    sections.write(keys.of(caseNumber), caseNumber, Section.OVERRIDE, item, fields, lead.userId());
    Set<Section> override = EnumSet.of(Section.OVERRIDE);
    for (Role role : List.of(Role.SAFEGUARDING_LEAD, Role.SENIOR_MANAGER)) {
      vault.grant(caseNumber, Reader.group(role.groupId()), override, item, Access.READ, TOLD);
    }
  }

  private static Reason reason(Map<String, Object> fields) {
    List<String> opened =
        fields.get("sections") instanceof List<?> keys
            ? keys.stream().map(String::valueOf).toList()
            : List.of();
    return new Reason(
        String.valueOf(fields.get("by")), opened, String.valueOf(fields.get("reason")));
  }

  private Person personIn(String caseNumber, Set<Section> wanted, Set<Role> roles) {
    Person person = currentPerson.get();
    if (roles.stream().noneMatch(person::holds)) {
      refuse(caseNumber, person.userId(), wanted, NO_LEAD);
      throw new AccessRefusedException(
          "Only a safeguarding lead may look past the circulation list.");
    }
    return person;
  }

  private void refuse(String caseNumber, String person, Set<Section> wanted, String why) {
    readLog.addAlone(
        wanted.stream()
            .map(section -> new Entry(person, caseNumber, section, Event.REFUSED, why))
            .toList());
  }
}
