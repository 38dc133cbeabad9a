import sys,pickle,argparse,time; sys.path[:0]=["/work/wt-chooser-trial/training","/tmp/chooser","/work/main/bench/order_templates"]
from h import *
import train_order as T
from ocrlayout.order import xy_cut, reading_order
from ocrlayout.order.chooser import Chooser
import inputs, pages as tp
ap=argparse.ArgumentParser(); ap.add_argument("--sets",default="real,made0-800"); ap.add_argument("--made",type=float,default=.2); ap.add_argument("--units",type=int,default=16); ap.add_argument("--nets",type=int,default=3); ap.add_argument("--epochs",type=int,default=50); ap.add_argument("--k",type=int,default=5); ap.add_argument("--nocv",action="store_true"); ap.add_argument("--out"); ap.add_argument("--v",action="store_true"); ap.add_argument("--decay",type=float,default=.03); ap.add_argument("--drop",type=float,default=.15)
a=ap.parse_args(); T.UNITS,T.NETS,T.EPOCHS,T.DECAY,T.DROPPED=a.units,a.nets,a.epochs,a.decay,a.drop
old=T.share
def share(p): return a.made if p.source=="made up" else old(p)
EX=sum((pickle.load(open(f"/tmp/chooser/n_{n}.pkl","rb")) for n in a.sets.split(",")),[])
seen,right,weight,S=T.tabulated(EX,share)
def use(k):
    t=T.fitted(seen[k],right[k],weight[k]); c=Chooser(*(t[n] for n in("middle","spread","hidden","out"))); xy_cut.chooser=lambda:c; return t
ev=lambda X:[score(i,reading_order(i.page)) for i in X]
C,G=corpus(),gen()
t0=time.time(); t=use(np.ones(len(S),bool)); print("fit",time.time()-t0,seen.shape)
if a.out: open(a.out,"w").write(T.written(t,[p.name for p,_ in EX]))
ev(C); t0=time.process_time(); s=ev(C); print("corpus seconds",time.process_time()-t0)
show("in-sample corpus",C,s,a.v); show("in-sample gen",G,ev(G))
L=[]
for p in tp.load():
    rng=random.Random(p["name"]); made=inputs.CONDITIONS["lines"](inputs.rows(p),rng); tt,ans=inputs.answered(made,p,rng)
    L.append(Item(p["name"],"t",p["family"],ocrlayout.load(ans).pages[0],tt["order"]))
show("independent templates",L,ev(L))
if not a.nocv:
    res=[None]*len(C)
    for src in sorted({i.source for i in C}):
        use(S!=src[2:])
        for j,i in enumerate(C):
            if i.source==src: res[j]=score(i,reading_order(i.page))
    show("LOSO corpus",C,res,a.v); print("      "+"  ".join(f"{src} {np.mean([res[j][0] for j,i in enumerate(C) if i.source==src]):.4f}" for src in sorted({i.source for i in C})))
    names=sorted({i.source for i in G}); random.Random(3).shuffle(names); fo={n:j%a.k for j,n in enumerate(names)}; res=[None]*len(G)
    for q in range(a.k):
        use(np.array([fo.get("g:"+s[9:],-1)!=q for s in S]))
        for j,i in enumerate(G):
            if fo[i.source]==q: res[j]=score(i,reading_order(i.page))
    show("held-out templates",G,res,a.v)
