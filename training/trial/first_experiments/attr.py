import sys; sys.path[:0]=["/tmp/chooser","/tmp/chooser/exp"]
from cv import *
import cv; cv.MADE=.15
feats.USE=False
D=sum((pickle.load(open(f"/tmp/chooser/{n}.pkl","rb")) for n in "corpus,corpus@3@4@5,gen,var,made@1".split(",")),[])
X,C,W,S,I=table(D,weight); X[:,-7:]=0
src=sys.argv[1]; k=S!=src; m=mlp.Bag([mlp.fit(X[k],C[k],W[k],decay=float(sys.argv[3]) if len(sys.argv)>3 else 1e-3)])
nm=[]
C0={i.id:i for i in corpus()+gen()}
for id in sys.argv[2].split(","):
    it=C0[id]; sheet,found,pos,held,lines=start(it); n=Node(sheet,lines,{},True)
    x=feats.features(n,feats.per_line(sheet,[it.page.lines.text[r] for r in sheet.row]),nm)
    x=feats.squash(x,feats._N); z=m.logits(x); av=[q for q in KINDS if n.move(q) is not None]
    o=sorted(av,key=lambda q:-z[KINDS.index(q)]); print(id,[(q,round(float(z[KINDS.index(q)]),1)) for q in o])
    a,b=KINDS.index(o[0]),KINDS.index("rows")
    med=np.median(X[k],axis=0); d=[]
    for j in range(len(x)):
        y=x.copy(); y[j]=med[j]; w=m.logits(y); d.append((z[a]-z[b])-(w[a]-w[b]))
    for j in np.argsort(-np.array(d))[:14]: print("   ",nm[j],"value",round(float(x[j]),2),"median",round(float(med[j]),2),"pushes",round(float(d[j]),2))
