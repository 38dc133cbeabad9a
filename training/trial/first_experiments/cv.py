import sys; sys.path[:0]=["/tmp/chooser","/tmp/chooser/exp"]
from oracle import *
from ocrlayout.order import xy_cut
from oracle import CH
from oracle import _placed, _laid_out
import feats, mlp, pickle, argparse
def table(D,wf):
    X,C,W,S,I=[],[],[],[],[]
    fam=collections.Counter((d[1][:2],d[2]) for d in D); src=collections.Counter(d[1] for d in D)
    for id,source,family,nodes in D:
        for f,c,m,n in nodes:
            fin=c[np.isfinite(c)]
            reg=(np.minimum(fin,fin.min()+n).mean()-fin.min())
            w=wf(reg,n,source,family,fam,src)
            X.append(f);C.append(c);W.append(w);S.append(source);I.append(id)
    return feats.squash(np.array(X),feats._N),np.array(C),np.array(W),np.array(S),I
MADE=.05
def weight(reg,n,source,family,fam,src):
    if source[0]=="m": return ((min(reg,10)/10)**.5*.5+.5*(reg/max(n-1,1))**.5 if reg>0 else 0.)*MADE
    base=(min(reg,10)/10)**.5*.5+.5*(reg/max(n-1,1))**.5 if reg>0 else 0.
    return base/ (fam[(source[:2],family)]**.5) * (1.5 if source[0]=="c" else 1.)
def same(a,b):
    return len(a)==len(b) and all(len(p)==len(q) and np.array_equal(np.sort(p),np.sort(q)) for (_,p),(_,q) in zip(a,b))
def advice(n):
    """kind of the move that the rules would make, or -1"""
    h={}
    k,P=xy_cut.split(n.sheet,n.lines,CH,h)
    if k=="again": return KINDS.index("bullets") if n.move("bullets") else -1
    if k=="rows": return KINDS.index("rows")
    if k=="table": return KINDS.index("table")
    if k=="notes": return KINDS.index("notes") if n.move("notes") else -1
    for q in ("bands","gaps","labels","records","every","head","foot","columns","joined","wide"):
        m=n.move(q)
        if m and same(m[1],P): return KINDS.index(q)
    return -1
BETA=0.
MISS=collections.Counter()
def run(it,model,texts=None):
    sheet,found,pos,held,lines=start(it)
    if not len(sheet): return [],[]
    page=feats.per_line(sheet,[it.page.lines.text[r] for r in sheet.row])
    held=dict(held); out=[]; log=[]
    todo=[(lines,True)]
    while todo:
        L,root=todo.pop()
        n=Node(sheet,np.sort(L),held,root)
        if n.leaf is not None: out.append(n.leaf); continue
        if sheet.mode=='vertical':
            kind,P=xy_cut.split(sheet,n.lines,CH,held)
            if len(P)==1 and kind!="again": out.append(P[0][1])
            else: todo+=[(p,False) for _,p in reversed(P)]
            continue
        av=np.array([n.move(k) is not None for k in KINDS])
        z=model.logits(feats.squash(feats.features(n,page),feats._N)); z[~av]=-np.inf
        if BETA:
            ad=advice(n); MISS[ad>=0]+=1
            if ad>=0: z[ad]+=BETA
        j=int(np.argmax(z)); K,P=n.move(KINDS[j]); log.append((len(L),KINDS[j]))
        if K in("leaf","table"): out.append(P[0][1])
        elif K=="again": held.update(n.found); todo.append((P[0][1],False))
        else: todo+=[(p,False) for _,p in reversed(P)]
    before={}
    for a,b in held.items(): before.setdefault(b,[]).append(a)
    order=inserted(np.concatenate(out),before)
    return _placed(sheet,order,found)[0],log
def folds(items,k,seed=3):
    names=sorted({i.source for i in items}); random.Random(seed).shuffle(names)
    return {n:j%k for j,n in enumerate(names)}
if __name__=="__main__":
    ap=argparse.ArgumentParser(); 
    for a,b in dict(hidden=32,epochs=60,lr=3e-3,decay=1e-3,drop=.1,mu=1.,noise=.1,k=6,bag=1,made=.05,seed=0).items(): ap.add_argument("--"+a,type=type(b),default=b)
    ap.add_argument("--norule",action="store_true"); ap.add_argument("--betas",default="0,1,2,3"); ap.add_argument("--soft",action="store_true"); ap.add_argument("--nogen",action="store_true"); ap.add_argument("--v",action="store_true"); ap.add_argument("--sets",default="corpus,gen,var,made"); ap.add_argument("--dev",default="")
    a=ap.parse_args(); MADE=a.made
    D=sum((pickle.load(open(f"/tmp/chooser/{n}.pkl","rb")) for n in a.sets.split(",")),[])
    X,C,W,S,I=table(D,weight)
    kw=dict(hidden=a.hidden,epochs=a.epochs,lr=a.lr,decay=a.decay,drop=a.drop,mu=a.mu,noise=a.noise,binary=not a.soft)
    if a.norule: X[:,-7:]=0; feats.USE=False
    class boost:
        @staticmethod
        def fit(X,C,W,**kw): return mlp.Bag([mlp.fit(X,C,W,seed=s+a.seed,**kw) for s in range(a.bag)])
    t=time.time()
    m=boost.fit(X,C,W,**kw); print("fit",time.time()-t,X.shape)
    CO,GE=corpus(),gen()
    ev=lambda items,m: [score(i,run(i,m)[0]) for i in items]
    show("in-sample corpus",CO,ev(CO,m),a.v); show("in-sample gen",GE,ev(GE,m))
    B=[float(b) for b in a.betas.split(",")]; global_=globals()
    import cv as me
    res={b:[None]*len(CO) for b in B}
    for src in sorted({i.source for i in CO}):
        k=S!=src; mm=boost.fit(X[k],C[k],W[k],**kw)
        for j,i in enumerate(CO):
            if i.source==src:
                for b in B: globals()["BETA"]=b; res[b][j]=score(i,run(i,mm)[0])
    for b in B:
        show(f"LOSO corpus {b}",CO,res[b],a.v); print("      "+"  ".join(f"{src} {np.mean([res[b][j][0] for j,i in enumerate(CO) if i.source==src]):.4f}" for src in sorted({i.source for i in CO})))
    fo=folds(GE,a.k); VA=[i for i in gen("/tmp/chooser/gen") if i.id[-1] in "24"]; res={b:[None]*len(GE) for b in B}; rv={b:[None]*len(VA) for b in B}
    for q in range(a.k):
        k=np.array([fo.get(s,-1)!=q for s in S]); mm=boost.fit(X[k],C[k],W[k],**kw)
        for items,R in ((GE,res),(VA,rv)):
            for j,i in enumerate(items):
                if fo[i.source]==q:
                    for b in B: globals()["BETA"]=b; R[b][j]=score(i,run(i,mm)[0])
    for b in B: show(f"held-out templates {b}",GE,res[b],a.v); show("   variants",VA,rv[b])
    print(time.time()-t,MISS)
