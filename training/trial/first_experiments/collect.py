"""Nodes with costs and features of pages, cached: collect.py SET"""
import sys; sys.path[:0]=["/tmp/chooser","/tmp/chooser/exp"]
from oracle import *
from oracle import _placed, _laid_out
import feats
def costs_of(o,n):
    d=np.full(len(KINDS),np.inf)
    for k,c in o.costs(n,full=False): d[KINDS.index(k)]=c
    return d
def augmented(it,seed):
    rng=np.random.default_rng([seed,len(it.truth)]); P=it.page.lines.polygon.copy()
    up=((P[:,3]-P[:,0])+(P[:,2]-P[:,1]))/2; a=(P[:,0]+P[:,3])/2; b=(P[:,1]+P[:,2])/2
    f=rng.choice([.75,.85,.95,1.05,1.15,1.25])
    tall=np.linalg.norm(up,axis=1)>np.linalg.norm(b-a,axis=1)*1.2
    f=np.where(tall,1.,f)[:,None]
    P=np.stack([a-up*f/2,b-up*f/2,b+up*f/2,a+up*f/2],1)
    h=np.minimum(np.linalg.norm(up,axis=1),np.linalg.norm(b-a,axis=1))
    P=P+rng.normal(0,rng.choice([0,.02,.05,.1]),(len(P),1,2))*h[:,None,None]+rng.normal(0,rng.choice([.01,.03,.06]),P.shape)*h[:,None,None]
    if rng.random()<.3:
        H=float(np.median(h)); P[:,:,1]+=np.sin((P[:,:,0]-P[:,:,0].min())/(H*rng.uniform(8,45))+rng.uniform(0,6))*rng.uniform(0,.4)*H
    return moved(it,P,f"@aug{seed}"),bool(rng.random()<.25)
def collect(it,policy=None,cap=7,aug=None):
    """Nodes on the ways of the oracle (all ties) and of a policy"""
    uncased=False
    if aug is not None: it,uncased=augmented(it,aug)
    sheet,found,pos,held,lines=start(it)
    if not len(sheet): return []
    page=feats.per_line(sheet,[it.page.lines.text[r] for r in sheet.row],uncased)
    o=Oracle(sheet,pos,200 if it.source[0]=='m' else 600); out=[]; seen=set()
    todo=[lines]
    rng=random.Random(len(lines))
    while todo and len(out)<cap:
        L=todo.pop(rng.randrange(len(todo))); k=np.sort(L).tobytes()
        if k in seen: continue
        seen.add(k)
        n=o.node(L,{}); n.root=len(L)==len(lines)
        if sheet.mode=='vertical': continue
        if n.leaf is not None: continue
        d=costs_of(o,n); 
        f=feats.features(n,page)
        out.append((f,d,len(L)))
        go=set(np.flatnonzero(d==d.min()).tolist())
        if policy is not None: go.add(policy(f,np.isfinite(d)))
        for j in go:
            K,P=n.move(KINDS[j])
            if K in("leaf","table"): continue
            todo+=[p for _,p in P]
    return [(f,d,m,len(pos)) for f,d,m in out]
if __name__=="__main__":
    import pickle
    t=time.time()
    sets={"corpus":lambda:corpus(),"gen":lambda:gen(),"var":lambda:gen("/tmp/chooser/gen"),"made":lambda:__import__("made").items(1000),"own":lambda:gen("/tmp/chooser/own","o:")}
    sets["made2"]=lambda:__import__("made").items(800,1000)
    for nm in sys.argv[1:]:
        base=nm.split("@")[0]; augs=[int(x) for x in nm.split("@")[1:]] or [None]
        D=[]
        for it in sets[base]():
            for g in augs:
                if base=="var": g=None if ord(it.id[-1])%2==0 else 5
                D.append((it.id,it.source,it.family,collect(it,aug=g)))
        pickle.dump(D,open(f"/tmp/chooser/{nm}.pkl","wb")); print(nm,len(D),sum(len(d[3]) for d in D),time.time()-t,flush=True)
