/** Step 4 of the path: sheets of XLSX workbooks as rows of text, however hostile the workbook is. */
@NullMarked
package io.rekindle.engine.rule.sheet;

import org.jspecify.annotations.NullMarked;
