import json, glob, os, random, sys, hashlib, pathlib, collections, time, pickle
import numpy as np
from rapidfuzz.distance import Levenshtein
from ocrlayout.model import Page, Lines, Words
import ocrlayout
CORPUS="/work/shared/corpus/order"; GEN="/work/shared/bench/order/gen/pages"
class Item:
    __slots__=("id","source","family","page","truth","extra")
    def __init__(s,id,source,family,page,truth): s.id,s.source,s.family,s.page,s.truth,s.extra=id,source,family,page,np.asarray(truth),{}
def corpus():
    out=[]
    for f in sorted(glob.glob(CORPUS+"/*.json")):
        d=json.load(open(f)); n=len(d["lines"])
        P=np.array([l["polygon"] for l in d["lines"]],float).reshape(-1,4,2); T=[l["text"] for l in d["lines"]]
        place=list(range(n)); random.Random(int(hashlib.md5(d["id"].encode()).hexdigest()[:8],16)).shuffle(place)
        T2=[T[i] for i in place]; P2=P[place]
        page=Page(1,d["width"],d["height"],"pixel",lines=Lines(T2,P2,Words(T2,P2),np.arange(n+1)))
        truth=np.argsort(place)
        out.append(Item(d["id"],"c:"+pathlib.Path(f).stem.split("_")[0],d["family"],page,truth))
    return out
def gen(folder=GEN,pre="g:"):
    out=[]
    for f in sorted(glob.glob(folder+"/*.truth.json")):
        t=json.load(open(f)); a=json.load(open(f.replace(".truth.json",".json")))
        page=ocrlayout.load(a).pages[0]
        out.append(Item(t["name"],pre+t["name"].split("#")[0],t["family"],page,t["order"]))
    return out
def score(it,order,ned=True):
    n=len(order); place=np.empty(n,int); place[np.asarray(order)]=np.arange(n); seq=place[it.truth]
    d=np.diff(seq)==1
    T=it.page.lines.text
    nd=Levenshtein.normalized_distance("\n".join(T[i] for i in it.truth),"\n".join(T[int(i)] for i in order)) if ned else 0.
    return (float(d.mean()) if n>1 else 1.0, nd, float(d.all()))
def macro(items,scores):
    by=collections.defaultdict(list)
    for it,s in zip(items,scores): by[it.family].append(s)
    fam={f:np.mean(v,axis=0) for f,v in by.items()}
    return np.mean(list(fam.values()),axis=0),fam
def show(name,items,scores,fams=False):
    m,fam=macro(items,scores); print(f"{name:<28} {m[0]:.4f} {m[1]:.4f} {m[2]:.3f}  (pages {len(items)}, mean over pages {np.mean([s[0] for s in scores]):.4f})")
    if fams: print("   "+"  ".join(f"{f} {v[0]:.3f}/{v[1]:.3f}/{v[2]:.2f}" for f,v in sorted(fam.items())))
    return m
def words_of(it):
    """Each word is a line of its own."""
    L=it.page.lines; W=L.words; off=L.offsets; 
    T,P,tr=[],[],[]
    first={}
    for r in range(len(L)):
        ws=list(range(off[r],off[r+1]))
        if len(ws)==1 and " " in L.text[r]:  # cut by characters
            parts=L.text[r].split(); p=L.polygon[r]; tot=len(L.text[r]); at=0
            first[r]=[]
            for w in parts:
                k=L.text[r].index(w,at); a,b=k/tot,(k+len(w))/tot; at=k+len(w)
                q=np.stack([p[0]+(p[1]-p[0])*a,p[0]+(p[1]-p[0])*b,p[3]+(p[2]-p[3])*b,p[3]+(p[2]-p[3])*a])
                first[r].append(len(T)); T.append(w); P.append(q)
        else:
            first[r]=[]
            for w in ws: first[r].append(len(T)); T.append(W.text[w]); P.append(W.polygon[w])
    tr=[k for r in it.truth for k in first[int(r)]]
    P=np.array(P); n=len(T); pl=np.random.default_rng(n).permutation(n)
    inv=np.argsort(pl); T2=[T[i] for i in pl]; P2=P[pl]
    page=Page(1,it.page.width,it.page.height,it.page.unit,lines=Lines(T2,P2,Words(T2,P2),np.arange(n+1)))
    return Item(it.id+"@words",it.source,it.family,page,inv[tr])
def moved(it,P,tag):
    L=it.page.lines; T=list(L.text)
    return Item(it.id+tag,it.source,it.family,Page(1,it.page.width,it.page.height,it.page.unit,lines=Lines(T,P,Words(T,P),np.arange(len(T)+1))),it.truth)
def noise(it,s,seed=0):
    P=it.page.lines.polygon; h=np.linalg.norm(P[:,3]-P[:,0],axis=1); w=np.linalg.norm(P[:,1]-P[:,0],axis=1); h=np.minimum(h,w) if False else h
    rng=np.random.default_rng(seed+len(P)); return moved(it,P+rng.normal(0,s,P.shape)*np.minimum(h,w)[:,None,None],f"@noise{s}")
def axis_skew(it,deg):
    a=np.deg2rad(deg); P=it.page.lines.polygon@np.array([[np.cos(a),np.sin(a)],[-np.sin(a),np.cos(a)]])
    lo,hi=P.min(1),P.max(1); Q=np.stack([lo,np.stack([hi[:,0],lo[:,1]],1),hi,np.stack([lo[:,0],hi[:,1]],1)],1)
    return moved(it,Q,f"@axis{deg}")
