package org.exitinterview.record;

import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;

/** The only holder of words about or from a young person. */
@Service
public class RecordVault {

  /** Opens an empty record with a data key of its own. */
  public void open(String caseNumber) {
    throw new UnsupportedOperationException();
  }

  /** Puts a reader on the circulation list of some sections. */
  public void grant(
      String caseNumber, Reader reader, Set<Section> sections, Access access, String basis) {
    throw new UnsupportedOperationException();
  }

  /** Puts a reader on the circulation list of one item, such as one recommendation, of sections. */
  public void grant(
      String caseNumber,
      Reader reader,
      Set<Section> sections,
      String item,
      Access access,
      String basis) {
    throw new UnsupportedOperationException();
  }

  /** Takes everybody who was put on the circulation list on that basis off it. */
  public void endAll(String caseNumber, String basis) {
    throw new UnsupportedOperationException();
  }

  /** Takes a reader off the circulation list. */
  public void end(String caseNumber, Reader reader) {
    throw new UnsupportedOperationException();
  }

  /** Writes fields of a section; other fields of the section stay as they are. */
  public void write(String caseNumber, Section section, String item, Map<String, Object> fields) {
    throw new UnsupportedOperationException();
  }

  /** Reads a section; empty when nothing was written yet. */
  public Map<String, Object> read(String caseNumber, Section section, String item) {
    throw new UnsupportedOperationException();
  }

  /** Whether the current person is on the circulation list of the section. */
  public boolean mayRead(String caseNumber, Section section) {
    throw new UnsupportedOperationException();
  }
}
