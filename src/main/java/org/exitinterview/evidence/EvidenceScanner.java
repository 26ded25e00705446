package org.exitinterview.evidence;

/**
 * Looks for malware in a file before anybody may read it. Every bean of this type is asked, and
 * each has to say that the file is clean; one for ClamAV comes with the application and needs only
 * its address, {@code exitinterview.evidence.clamav}.
 */
public interface EvidenceScanner {

  /**
   * Looks at one file. It gets the bytes and nothing else: no name, no case.
   *
   * @return whether the file is clean
   * @throws ScannerUnavailableException if that cannot be told now; the file waits, unread, and is
   *     looked at again when somebody asks for it
   */
  boolean isClean(byte[] content) throws ScannerUnavailableException;
}
