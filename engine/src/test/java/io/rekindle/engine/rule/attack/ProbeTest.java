package io.rekindle.engine.rule.attack;
import io.rekindle.engine.rule.TestBook;
import io.rekindle.engine.rule.drools.Release;
import org.junit.jupiter.api.Test;
class ProbeTest {
  @Test void probe() throws Exception {
    for (var c : Corpus.read2("harmless/raw-rules.txt")) {
      var r = TestBook.shipped().with(c.path(), c.source()).replacing("campaigns/dormant-recall.yaml","  - lifecycle is dormant\n  - last order was 30 days ago or more\n  - has no open refund or complaint","  - is in segment vip").reading();
      if (r.book().isEmpty()) { System.out.println("##REFUSED "+c.name()); r.errors().forEach(p->System.out.println("      "+p.code()+" "+p)); continue; }
      var b=r.book().get(); String drl=Release.drl(b,b.campaign("dormant-recall").get());
      var m=java.util.regex.Pattern.compile("asks\\(\\d+\\), (.*) \\)\n").matcher(drl); m.find(); String got=m.group(1).strip();
      System.out.println((got.equals(c.expected())?"ok ":"##DIFF ")+c.name()+(got.equals(c.expected())?"":"\n   "+got+"\n   "+c.expected()));
    }
  }
}
