import numpy as np
class Net:
    def logits(s,x):
        z=np.clip((x-s.mid)*s.inv,-2.5,2.5)
        return np.tanh(z@s.W1+s.b1)@s.W2+s.b2
class Bag:
    def __init__(s,nets): s.nets=nets
    def logits(s,x): return sum(n.logits(x) for n in s.nets)/len(s.nets)
def fit(X,C,W,hidden=32,epochs=60,lr=3e-3,decay=1e-3,drop=.1,mu=1.,seed=0,batch=256,noise=.1,binary=True,**_):
    n,F=X.shape;K=C.shape[1]; rng=np.random.default_rng(seed)
    # equal weight quantiles
    s=Net(); q=np.quantile(X,[.05,.25,.5,.75,.95],axis=0); s.mid=q[2]; sc=np.maximum((q[4]-q[0])/3.3,X.std(0)*.5); s.inv=np.where(sc>1e-9,1/np.maximum(sc,1e-9),0.)
    Z=np.clip((X-s.mid)*s.inv,-2.5,2.5).astype(np.float32)
    av=np.isfinite(C); cm=np.where(av,C,1e9).min(1,keepdims=True); best=av&(C<=cm+1e-9)
    R=np.where(av,np.minimum(np.where(av,C,0)-cm,10)/10,0).astype(np.float32)
    U=av*np.where(best,1.,.3+R).astype(np.float32)
    W=(W/W.mean()).astype(np.float32)
    P=dict(W1=rng.normal(0,1/np.sqrt(F),(F,hidden)),b1=np.zeros(hidden),W2=rng.normal(0,.3/np.sqrt(hidden),(hidden,K)),b2=np.zeros(K))
    P={k:v.astype(np.float32) for k,v in P.items()}; M={k:np.zeros_like(v) for k,v in P.items()};V={k:np.zeros_like(v) for k,v in P.items()}
    A={k:np.zeros_like(v) for k,v in P.items()}; na=0
    steps=epochs*((n+batch-1)//batch); t=0
    for e in range(epochs):
        perm=rng.permutation(n)
        for i in range(0,n,batch):
            b=perm[i:i+batch]; x=Z[b]
            if noise: x=x+rng.normal(0,noise,x.shape).astype(np.float32)
            if drop: x=x*((rng.random(x.shape)>drop)/(1-drop)).astype(np.float32)
            h=np.tanh(x@P["W1"]+P["b1"]); o=h@P["W2"]+P["b2"]
            if binary:
                p=1/(1+np.exp(-o)); g=(p-best[b])*U[b]*W[b][:,None]/len(b)
            else:
             o=np.where(av[b],o,-1e9); o-=o.max(1,keepdims=True); p=np.exp(o); p/=p.sum(1,keepdims=True)
             pb=p*best[b]; q=pb/np.maximum(pb.sum(1,keepdims=True),1e-12)
             r=R[b]; er=(p*r).sum(1,keepdims=True)
             g=((p-q)+mu*p*(r-er))*W[b][:,None]/len(b)
            G={}
            G["W2"]=h.T@g; G["b2"]=g.sum(0); dh=(g@P["W2"].T)*(1-h*h); G["W1"]=x.T@dh; G["b1"]=dh.sum(0)
            t+=1; step=lr*min(1,t/50)*(1-t/steps*.95)
            for k in P:
                M[k]=.9*M[k]+.1*G[k]; V[k]=.99*V[k]+.01*G[k]**2
                P[k]=P[k]-step*(M[k]/(1-.9**t)/(np.sqrt(V[k]/(1-.99**t))+1e-6)+(decay*P[k]*30 if k[0]=="W" else 0))
    for k in P: setattr(s,k,P[k].astype(float))
    return s
