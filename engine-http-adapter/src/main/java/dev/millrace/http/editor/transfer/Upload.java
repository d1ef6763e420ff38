package dev.millrace.http.editor.transfer;

import java.util.List;
import java.util.Optional;

/**
 * What a client wants to be imported, and how.
 *
 * @param groups files that share folders, in the order of the upload
 * @param override whether workflows that exist are replaced
 * @param folderId where everything goes; empty for the places that the files say
 */
record Upload(List<List<ImportFile>> groups, boolean override, Optional<String> folderId) {}
