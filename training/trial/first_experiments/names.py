import sys; sys.path[:0]=["/tmp/chooser","/tmp/chooser/exp"]
import pickle,os
if not os.path.exists("/tmp/chooser/names.pkl"): pickle.dump([],open("/tmp/chooser/names.pkl","wb"))
from oracle import *; import feats
nm=[]
for it in corpus():
    sheet,found,pos,held,lines=start(it); n=Node(sheet,lines,{},True)
    if n.leaf is None and sheet.mode!="vertical":
        feats.features(n,feats.per_line(sheet,[it.page.lines.text[r] for r in sheet.row]),nm); break
pickle.dump(nm,open("/tmp/chooser/names.pkl","wb")); print(len(nm))
