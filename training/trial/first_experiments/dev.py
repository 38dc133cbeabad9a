import sys; sys.path[:0]=["/tmp/chooser","/tmp/chooser/exp"]
from cv import *
import cv
def main(src,drop=(),n=6,**kw):
    D=sum((pickle.load(open(f"/tmp/chooser/{n}.pkl","rb")) for n in "corpus,gen,var,made".split(",")),[])
    X,C,W,S,I=table(D,weight); names=[]
    CO=[i for i in corpus() if i.source==src]
    k=S!=src; m=mlp.Bag([mlp.fit(X[k],C[k],W[k],**kw)])
    sc=[]
    for it in CO:
        o,log=run(it,m); s=score(it,o); sc.append(s)
        if s[0]<.9 and n>0: n-=1; print(it.id,round(s[0],3),log[:8])
    show(src,CO,sc)
    # node-wise: where the choice costs
    k=np.flatnonzero(S==src); names=[]
    cnt=collections.Counter()
    mean=X[S!=src].mean(0); std=X[S!=src].std(0)+1e-9
    far=np.abs((X[k]-mean)/std).mean(0)
    for i in k:
        z=m.logits(X[i]).copy(); z[~np.isfinite(C[i])]=-1e9; j=z.argmax(); b=C[i].argmin()
        cnt[(KINDS[j],KINDS[b] if C[i][j]>C[i][b] else "ok")]+=1
    print(cnt.most_common(12))
    return X,C,S,k,m,far
if __name__=="__main__":
    import feats
    X,C,S,k,m,far=main(sys.argv[1])
    from oracle import *
    it=corpus()[0]; sheet,found,pos,held,lines=start(it); 
    nm=[]
    for it in corpus():
        if it.family=="newspaper_gazette":
            sheet,found,pos,held,lines=start(it); n=Node(sheet,lines,{},True)
            if n.leaf is None: feats.features(n,feats.per_line(sheet,[it.page.lines.text[r] for r in sheet.row]),nm); break
    pickle.dump(nm,open("/tmp/chooser/names.pkl","wb"))
    o=np.argsort(-far)[:25]; print([(nm[j],round(float(far[j]),1)) for j in o])
    print({nm[j]:(round(float(X[k][:,j].mean()),2),round(float(X[S!=sys.argv[1]][:,j].mean()),2)) for j in o})
