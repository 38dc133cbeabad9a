import numpy as np
from moves import KINDS, Node
NAMES=None
def per_line(sheet,texts,uncased=False):
    c=sheet.cues
    cased=(c.cased>.3)&(not uncased); plain=~cased&(c.letters>.5)
    low=np.where(plain,.4,c.opens_low.astype(float)); hyph=np.where(plain,0.,c.hyphenated.astype(float))
    colon=np.array([t.rstrip()[-1:] in(":","：") for t in texts],float)
    bul=np.array([len(t.strip())<=2 and len(t.strip())>0 for t in texts],float)
    first=np.array([t.strip()[:1].isdigit() for t in texts],float)
    return dict(plain=plain,P=np.stack([c.figure.astype(float),c.letters,np.log1p(c.extent),colon,bul,first,low,hyph,c.ended.astype(float),np.log(sheet.height),np.log1p(sheet.x1-sheet.x0)]),
      body=sheet.body,top=float((sheet.y-.5*sheet.height).min()),bottom=float((sheet.y+.5*sheet.height).max()),left=float(sheet.x0.min()),right=float(sheet.x1.max()),n=len(sheet))
COLS=["figure","letters","ext","colon","mark","digit","low","hyph","ended","height","width","goes","sent","leftal","rightal","fill","prose","shared","tight","loose"]
from ocrlayout.order import xy_cut
from ocrlayout.order.choices import Choices
CH=Choices(); RULES=["rule.rows","rule.table","rule.stack","rule.columns","rule.again","rule.notes","rule.n"]; USE=False
def rule(node):
    if not USE or node.sheet.mode=="vertical": return [0.]*7
    k,p=xy_cut.split(node.sheet,node.lines,CH,{})
    return [float(k==r[5:]) for r in RULES[:6]]+[float(len(p))]
import pickle as _p
_N=_p.load(open("/tmp/chooser/names.pkl","rb"))
CAP={"n":np.log(12),"gs":np.log(8),"n.max":np.log(10),"n.min":np.log(5),"share":0.,"root":0.,"foot.n":3,"head.n":3,"foot.w":1.5,"head.w":1.5,"wide.rel":1.5,"odd.w":1.5,"k":5,"ng":4,"rows":5,"w.max":np.log1p(20),"gap.1":4,"gap.2":4,"gap.m":3,"top.range":6,"bot.range":8}
KEEP=set("k rows pair exact near spread blocked gw.min gw.max gs gs.rel w.first w.min/max w.cv n.first n.min/max t.min top.range bot.range h.first h.range gap.1 gap.2 gap.n gap.big gap.m step.med step.first gap.at head.n head.gap foot.n foot.gap head.h head.w foot.w band.n band.top band.bot band.tall band.firstn band.lastn rec.starts rec.inside x.low x.ended x.gap x.fig x.h kind.same kind.x lev.min lev.max lev.wide wide.rel half.w".split())
def squash(X,names):
    for j,n in enumerate(names):
        if n not in KEEP and n.split(".")[0] not in ("all","first","last","min","max"): X[...,j]=0.
    for n,c in CAP.items():
        if n in names: X[...,names.index(n)]=np.minimum(X[...,names.index(n)],c)
    return X
def features(node,page,names=None):
    s=node.sheet; u=node.unit; f=[]; nm=[]
    def put(n,v): f.append(v); nm.append(n) if names is not None else None
    L=node.lines; order=np.lexsort((s.y[L],node.at)); o=L[order]; at=node.at[order]
    starts=np.flatnonzero(np.diff(at,prepend=-1)); k=len(starts); n=len(o)
    size=np.diff(np.append(starts,n)); col=np.repeat(np.arange(k),size)
    x0,x1,y,h=s.x0[o],s.x1[o],s.y[o],s.height[o]
    Q=np.empty((len(COLS),n)); P=page["P"]; Q[:11]=P[:,o]
    inner=np.ones(n,bool); inner[starts]=False
    step=np.diff(y,prepend=0)/h
    lo=np.minimum.reduceat(x0,starts); hi=np.maximum.reduceat(x1,starts); top=np.minimum.reduceat(y,starts); bot=np.maximum.reduceat(y,starts)
    wide=hi-lo
    prev=np.concatenate([[0],np.arange(n-1)])
    Q[13]=x0-lo[col]<.6*h
    Q[14]=hi[col]-x1<.6*h
    Q[15]=(x1-x0)/wide[col]
    pl=page['plain'][o]
    Q[11]=np.where(pl,(Q[15][prev]>.85)&(Q[8][prev]==0)&(Q[2][prev]>1.8),(Q[6]>0)|(Q[7][prev]>0))&inner
    Q[12]=(Q[8][prev]>0)&(Q[6]<.5)&inner
    Q[16]=(Q[15]>.75)&(Q[2]>2.77)&(Q[1]>.6)&(x1-x0>8*h)
    # the nearest line in the next column and the one before
    B=float(y.max()-y.min())*2+10; key=col*B+(y-y.min())
    def near(d):
        q=key+d*B; p=np.searchsorted(key,q); ok=(col+d>=0)&(col+d<k)
        a=np.clip(p-1,0,n-1); b=np.clip(p,0,n-1)
        da=np.where(col[a]==col+d,np.abs(y[a]-y),1e9); db=np.where(col[b]==col+d,np.abs(y[b]-y),1e9)
        return np.where(da<=db,a,b),np.where(ok,np.minimum(da,db),1e9)/h
    nxt,dn=near(1); prv,dp=near(-1); d=np.minimum(dn,dp)
    Q[17]=d<.25
    Q[18]=(step<1.35)&inner
    Q[19]=(step>1.9)&inner
    M=np.add.reduceat(Q,starts,axis=1)/size
    mean=Q.mean(axis=1)
    for tag,v in (("all",mean),("first",M[:,0]),("last",M[:,-1]),("min",M.min(1)),("max",M.max(1))):
        f.extend(v.tolist()); 
        if names is not None: nm.extend(f"{tag}.{c}" for c in COLS)
    opens=dp>.4; r=max(int(opens.sum()),1); sh=Q[17]>0
    put("n",np.log(n)); put("k",min(k,9)); put("rows",min(n/r,9)); put("pair",float((d<.6).mean())); put("exact",float((d<.1).sum()/max((d<.6).sum(),1))); put("near",float((d<.25).sum()/max((d<.6).sum(),1)))
    put("spread",float((d*(d<.6)).sum()/max((d<.6).sum(),1)))
    put("blocked",float(node.blocked)); put("vertical",float(s.mode=="vertical"))
    gw=[(g.right-g.left)/u for g in node.clear]; tall=(s.y[node.order[-1]]-s.y[node.order[0]])/u+1
    put("gw.min",min(gw)); put("gw.max",max(gw)); put("gs",np.log(node.best.score)); put("gs.rel",node.best.score/tall); put("ng",min(len(gw),9))
    put("w.first",wide[0]/wide.sum()); put("w.last",wide[-1]/wide.sum()); put("w.min/max",wide.min()/wide.max()); put("w.cv",wide.std()/wide.mean()); put("w.max",np.log1p(wide.max()/u))
    put("n.first",size[0]/n); put("n.min/max",size.min()/size.max()); put("n.last",size[-1]/n); put("n.max",np.log(size.max()));put("n.min",np.log(size.min()))
    t=bot-top+u
    put("t.first",t[0]/t.max()); put("t.last",t[-1]/t.max()); put("t.min",t.min()/t.max()); put("top.range",(top.max()-top.min())/u); put("bot.range",(bot.max()-bot.min())/u); put("top.first",(top[0]-top.min())/u)
    put("h.first",M[9,0]-mean[9]); put("h.range",M[9].max()-M[9].min()); put("h.std",Q[9].std()); put("h.max",Q[9].max()-mean[9])
    # white
    g=node.gap/u; gs=np.sort(g)[::-1]
    put("gap.1",gs[0]); put("gap.2",gs[1] if len(gs)>1 else -1.); put("gap.n",min((g>.3).sum()/r,2.)); put("gap.big",(g>=.6*gs[0]).sum() if gs[0]>.3 else 0); put("gap.m",float(np.mean(g[g>.3])) if gs[0]>.3 else 0.)
    st=step[inner]; put("step.med",float(np.sort(st)[len(st)//2]) if len(st) else 0.); put("step.iqr",float(np.sort(st)[int(len(st)*.8)]-np.sort(st)[int(len(st)*.2)]) if len(st) else 0.)
    s0=np.sort(step[1:size[0]]) if size[0]>1 else np.zeros(1); put("step.first",float(s0[len(s0)//2])); 
    ms=np.array([np.sort(step[a+1:a+z])[(z-1)//2] if z>1 else 0. for a,z in zip(starts.tolist(),size.tolist())]); put("step.min",float(ms.min())); put("step.max",float(ms.max()))
    big=int(np.argmax(g)); put("gap.at",(big+1)/n); 
    bh=P[9][node.order]; put("gap.above.h",float(bh[:big+1][-3:].mean()-mean[9])); put("gap.below.h",float(bh[big+1:][:3].mean()-mean[9]))
    # first and last row
    ok=np.flatnonzero(g>.1)
    a=int(ok[0])+1 if len(ok) else 0; b=int(ok[-1])+1 if len(ok) else n
    put("head.n",min(a,9)); put("head.gap",float(g[ok[0]]) if len(ok) else -1); put("foot.n",min(n-b,9)); put("foot.gap",float(g[ok[-1]]) if len(ok) else -1.)
    put("head.h",float(bh[:max(a,1)].mean()-mean[9])); put("foot.h",float(bh[min(b,n-1):].mean()-mean[9]))
    w=(s.x1-s.x0)[node.order]/(page["right"]-page["left"]+1e-9); put("head.w",float(w[:max(a,1)].sum())); put("foot.w",float(w[min(b,n-1):].sum()))
    # bands
    if node.bandsets:
        mid=[p for _,p in node.bandsets]; gx=node.best.x
        blk=(s.x0[node.order]<gx)&(s.x1[node.order]>gx); put("band.n",len(mid)); put("band.blk",float(blk.mean())); put("band.top",float((node.best.top-s.y[node.order[0]])/u)); put("band.bot",float((s.y[node.order[-1]]-node.best.bottom)/u)); put("band.tall",(node.best.bottom-node.best.top)/u/tall)
        put("band.firstn",len(mid[0])/n); put("band.lastn",len(mid[-1])/n)
    else: 
        for z in ("n","blk","top","bot","tall","firstn","lastn"): put("band."+z,0.)
    # records: starts of lines in column 0 level with lines elsewhere
    put("rec.level",float(Q[17][:size[0]].mean())); put("rec.per",min(n/size[0],9))
    put("rest.level",float(Q[17][size[0]:].mean()) if k>1 else 0.)
    # are block starts of the rest level with first column's lines?
    if k>1:
        i1=np.arange(starts[1],starts[1]+size[1]); st1=~((step[i1]<1.35)&inner[i1]); lv=Q[17][i1]>0
        put("rec.starts",float((st1&lv).sum()/max(st1.sum(),1))); put("rec.inside",float((~st1&lv).sum()/max((~st1).sum(),1))); put("rec.low",float((Q[6][i1]*lv).sum()/max(lv.sum(),1)))
    else:
        for z in("starts","inside","low"): put("rec."+z,0.)
    # across
    pv=np.flatnonzero(dn<.4); nx=nxt[pv]
    ct=max(len(nx),1)
    put("x.low",float(Q[6][nx].sum()/ct)); put("x.ended",float(Q[8][pv].sum()/ct)); put("x.gap",float(np.sort((x0[nx]-x1[pv])/u)[len(nx)//2]) if len(nx) else 0.); put("x.colon",float(Q[3][pv].sum()/ct)); put("x.fig",float(Q[0][nx].sum()/ct)); put("x.h",float(np.abs(Q[9][nx]-Q[9][pv]).sum()/ct)); put("x.ext",float((Q[2][nx]-Q[2][pv]).sum()/ct))
    # pattern: cells of rows next to each other of one kind
    kind=(Q[0]*2+ (Q[2]>2.5))*1.
    dk=(kind[1:]==kind[:-1])[inner[1:]]; put("kind.same",float(dk.mean()) if len(dk) else 1.)
    xk=kind[nx]==kind[pv]; put("kind.x",float(xk.mean()) if len(nx) else 1.)
    lv=node.levels(); put("lev.min",min(lv)); put("lev.max",max(lv)); wi=int(np.argmax(gw)); put("lev.wide",lv[wi]); put("wide.rel",min(gw[wi]/np.mean(gw),3)); 
    od=int(np.argmin(lv)); put("odd.w",gw[od]/np.mean(gw)); put("odd.gap",lv[od]-(sum(lv)-lv[od])/max(len(lv)-1,1))
    half=len(lv)//2; put("half.w",gw[half]/np.mean(gw)); 
    pe=[abs(M[c,0:k//2]-M[c,k//2:]).mean() if k%2==0 else 1. for c in (0,2,9)]; put("half.same",float(sum(pe)))
    pr=M[16]; put("prose.left",float(pr[:wi+1].mean())); put("prose.right",float(pr[wi+1:].mean()) if k>wi+1 else 0.)
    lc=M[17,-1]; put("last.level",float(lc)); put("last.per",min(n/max(size[-1],1),9))
    # place
    H=page["bottom"]-page["top"]+1e-9
    put("share",n/page["n"]); put("p.top",(s.y[node.order[0]]-page["top"])/H); put("p.bot",(page["bottom"]-s.y[node.order[-1]])/H); put("p.w",(hi.max()-lo.min())/(page["right"]-page["left"]+1e-9)); put("root",float(node.root))
    put("gut.at",(node.best.x-lo.min())/(hi.max()-lo.min()+1e-9))
    R=rule(node); f.extend(R); nm.extend(RULES)
    if names is not None: names[:]=nm
    return np.array(f,float)
