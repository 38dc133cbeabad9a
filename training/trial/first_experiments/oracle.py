import sys; sys.path[:0]=["/tmp/chooser","/tmp/chooser/exp"]
from h import *
from moves import *
from ocrlayout.order import _laid_out,_placed,Choices
from ocrlayout.order.drop_caps import drop_caps,inserted
from ocrlayout.order.headers_footers import headers_footers
CH=Choices()
class Oracle:
    def __init__(s,sheet,pos,budget=600):
        s.sheet,s.pos,s.memo,s.budget=sheet,pos,{},budget; s.nodes={}
    def node(s,lines,held):
        k=np.sort(lines).tobytes()
        if k not in s.nodes: s.nodes[k]=Node(s.sheet,np.sort(lines),held)
        return s.nodes[k]
    def best(s,lines,bound=10**9):
        """lowest loss of a set"""
        if len(lines)==1: return 0
        k=np.sort(lines).tobytes()
        if k in s.memo: return s.memo[k]
        n=s.node(lines,{})
        if n.leaf is not None: v=leafloss(s.pos,n.leaf); s.memo[k]=v; return v
        s.memo[k]=leafloss(s.pos,n.move("rows")[1][0][1])  # while on the way
        v=min(c for _,c in s.costs(n))
        s.memo[k]=v
        return v
    def costs(s,n,full=False):
        opts=[]
        for kind in KINDS:
            m=n.move(kind)
            if m is None: continue
            K,P=m
            if K in("leaf","table"): opts.append((leafloss(s.pos,P[0][1]),1,kind,[]))
            elif K=="again":
                f=n.found; rest=P[0][1]
                bad=sum(1 for a,b in f.items() if s.pos[a]>s.pos[b] or any(s.pos[a]<s.pos[c]<s.pos[b] for c in rest.tolist()))
                opts.append((bad,1,kind,[rest]))
            else:
                if len(P)==1: continue
                opts.append((loss(s.pos,P),0,kind,[p for _,p in P]))
        opts.sort(key=lambda o:(o[0],-o[1]))
        out=[];bestc=10**9
        for l,_,kind,kids in opts:
            if (l>=bestc and not full) or s.budget<0: out.append((kind,l if kids==[] else l+0.5)); continue
            c=l
            s.budget-=1
            for kid in kids:
                c+=s.best(kid)
                if c>=bestc and not full: break
            out.append((kind,c)); bestc=min(bestc,c)
            if bestc==0 and not full: 
                pass
        return out
def start(it):
    sheet,found=_laid_out(it.page,CH)
    pos=np.empty(len(it.truth)); pos[it.truth]=np.arange(len(it.truth))
    pos=pos[sheet.row]
    held=drop_caps(sheet)
    lines=np.setdiff1d(np.arange(len(sheet)),np.array(list(held),np.int64))
    return sheet,found,pos,held,lines
if __name__=="__main__":
    C=corpus();G=gen()
    for nm,X in (("corpus",C),("gen",G)):
        t=time.time(); fam=collections.defaultdict(list); bad=[]
        for it in X:
            sheet,found,pos,held,lines=start(it)
            o=Oracle(sheet,pos); v=o.best(lines)
            sc=1-v/max(1,len(pos)-1)
            fam[it.family].append((sc,v==0)); 
            if v: bad.append((round(sc,3),it.id,len(pos),v,o.budget))
        m=np.mean([np.mean(v,axis=0) for v in fam.values()],axis=0)
        print(nm,m,time.time()-t); print("  ",{f:np.round(np.mean(v,axis=0),3).tolist() for f,v in fam.items()}); print(sorted(bad)[:30])
