import sys; sys.path[:0]=["/tmp/chooser","/tmp/chooser/exp"]
from oracle import *; import feats
C0={i.id:i for i in corpus()+gen()}
F=["all.shared","min.shared","pair","exact","near","spread","rows","all.figure","last.figure","all.tight","all.goes","max.prose","lev.min","lev.max","step.med","gap.1","gap.n","kind.same","kind.x","rec.level","rec.starts"]
rows=[]
ids=[i for i in C0 if i.startswith("ratab")]+["lab","wide","statement1","timetable","phones","index","hebrew_2col"]
print(F)
for id in ids:
    it=C0[id]; sheet,found,pos,held,lines=start(it)
    # biggest nontrivial set
    n=Node(sheet,lines,{},True)
    if n.leaf is not None: continue
    x=feats.features(n,feats.per_line(sheet,[it.page.lines.text[r] for r in sheet.row])); print(id[:26].ljust(26),[round(float(x[feats._N.index(f)]),2) for f in F],n.blocked)
