import sys; sys.path[:0]=["/tmp/chooser","/tmp/chooser/exp","/work/main/bench/order_templates"]
from cv import *
import cv, argparse
import inputs, pages as tp
ap=argparse.ArgumentParser(); ap.add_argument("--bag",type=int,default=3); ap.add_argument("--made",type=float,default=.15); ap.add_argument("--hidden",type=int,default=24); ap.add_argument("--epochs",type=int,default=50); ap.add_argument("--soft",action="store_true"); ap.add_argument("--sets",default="corpus,corpus@3@4@5,gen,var,made@1,made2@2"); ap.add_argument("--betas",default="0,2")
a=ap.parse_args(); cv.MADE=a.made
D=sum((pickle.load(open(f"/tmp/chooser/{n}.pkl","rb")) for n in a.sets.split(",")),[])
X,C,W,S,I=table(D,weight); X[:,-7:]=0
m=mlp.Bag([mlp.fit(X,C,W,seed=s,hidden=a.hidden,epochs=a.epochs,drop=.15,binary=not a.soft) for s in range(a.bag)])
def items(cond):
    out=[]
    for p in tp.load():
        rng=random.Random(p["name"]); made=inputs.CONDITIONS[cond](inputs.rows(p),rng); t,ans=inputs.answered(made,p,rng)
        out.append(Item(p["name"],"t:"+p["family"],p["family"],ocrlayout.load(ans).pages[0],t["order"]))
    return out
from ocrlayout.order import reading_order
for cond in ("lines",):
    T=items(cond); r=[score(i,reading_order(i.page)) for i in T]; show("rules "+cond,T,r)
    for b in a.betas.split(","):
        cv.BETA=float(b); s=[score(i,run(i,m)[0]) for i in T]; show(f"chooser {cond} {b}",T,s)
        d=collections.defaultdict(list)
        for i,x,y in zip(T,r,s): d[i.family].append((x[0],y[0]))
        d={k:np.mean(v,axis=0) for k,v in d.items()}; o=sorted(d,key=lambda k:d[k][1]-d[k][0])
        print("  worse",[(k,np.round(d[k],2).tolist()) for k in o[:12]]); print("  better",len([k for k in d if d[k][1]>d[k][0]+.01]),"worse",len([k for k in d if d[k][1]<d[k][0]-.01]))
