"""Softmax boosting of oblivious trees over moves, plain numpy."""
import numpy as np
class Model:
    def __init__(s,K,depth): s.K,s.depth=K,depth; s.F=[];s.T=[];s.V=[]
    def pack(s):
        s.f=np.array(s.F);s.t=np.array(s.T);s.v=np.array(s.V) # (R,K,d),(R,K,d),(R,K,2^d)
        s.w=2**np.arange(s.depth)
    def logits(s,x):
        i=(x[s.f]>s.t)@s.w
        return np.take_along_axis(s.v,i[...,None],2)[...,0].sum(0)
def bins(X,nb=20):
    T=[]
    for j in range(X.shape[1]):
        u=np.unique(X[:,j]); 
        if len(u)>nb: u=np.unique(np.quantile(X[:,j],np.linspace(0,1,nb+1)[1:-1]))
        else: u=(u[1:]+u[:-1])/2
        T.append(u)
    return T
def fit(X,C,W,rounds=30,depth=3,rate=.15,lam=3.,prior=None,seed=0,sub=1.0,fsub=1.0,minh=1.5):
    """X (n,f), C (n,K) costs (inf: not there), W (n,)"""
    n,F=X.shape; K=C.shape[1]
    T=bins(X); nb=max(map(len,T))+1
    B=np.stack([np.searchsorted(T[j],X[:,j],side="left") for j in range(F)]).astype(np.int32) # x>t_i  <=> bin>i
    avail=np.isfinite(C); best=avail&(C==C.min(1,keepdims=True))
    Z=np.zeros((n,K)); m=Model(K,depth); rng=np.random.default_rng(seed)
    W=W/W.mean()
    for r in range(rounds):
        E=np.where(avail,Z,-np.inf); E=np.exp(E-E.max(1,keepdims=True)); p=E/E.sum(1,keepdims=True)
        q=p*best; q/=q.sum(1,keepdims=True)
        G=(q-p)*W[:,None]; H=np.maximum(p*(1-p),1e-3)*W[:,None]
        fs,ts,vs=[],[],[]
        for k in range(K):
            idx=np.flatnonzero(avail[:,k]&(np.abs(G[:,k])>-1)); 
            fk=np.zeros(depth,int);tk=np.zeros(depth);vk=np.zeros(2**depth)
            if len(idx)>=10:
                if sub<1: idx=idx[rng.random(len(idx))<sub]
                feats=np.arange(F) if fsub>=1 else np.sort(rng.choice(F,int(F*fsub),replace=False))
                g,h=G[idx,k],H[idx,k]; leaf=np.zeros(len(idx),int); Bk=B[:,idx]
                for d in range(depth):
                    nl=2**d
                    key=(leaf*nb)[None,:]+Bk[feats]+(np.arange(len(feats))*nl*nb)[:,None]
                    sz=len(feats)*nl*nb
                    hg=np.bincount(key.ravel(),np.tile(g,len(feats)),minlength=sz).reshape(len(feats),nl,nb)
                    hh=np.bincount(key.ravel(),np.tile(h,len(feats)),minlength=sz).reshape(len(feats),nl,nb)
                    cg,ch=hg.cumsum(2),hh.cumsum(2); tg,th=cg[:,:,-1:],ch[:,:,-1:]
                    left=np.sign(cg)*np.maximum(np.abs(cg)-0,0)
                    gain=(cg**2/(ch+lam)+(tg-cg)**2/(th-ch+lam))
                    gain=np.where((ch<minh)|(th-ch<minh),(tg**2/(th+lam)),gain).sum(1)
                    for jj,j in enumerate(feats): gain[jj,len(T[j]):]=-1
                    jj,b=np.unravel_index(np.argmax(gain),gain.shape); j=feats[jj]
                    fk[d],tk[d]=j,T[j][b] if len(T[j]) else 0
                    leaf=leaf+(Bk[j]>b)*nl
                sg=np.bincount(leaf,g,minlength=2**depth);shh=np.bincount(leaf,h,minlength=2**depth)
                vk=rate*sg/(shh+lam)
                full=np.zeros(n,int)
                for d in range(depth): full+=(X[:,fk[d]]>tk[d])*2**d
                Z[:,k]+=vk[full]
            fs.append(fk);ts.append(tk);vs.append(vk)
        m.F.append(fs);m.T.append(ts);m.V.append(vs)
    m.pack(); return m
